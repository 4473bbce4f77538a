import { CAP_LIMITS } from '../cap/parse'
import { isCapAlert, readAlert } from '../cap/read-alert'
import { type Parsed, type ParsedAlert, PayloadUnusable } from '../parsed'
import { readXml } from '../xml/read-xml'

export const BMKG_CAP = 'bmkg-cap'
export const BMKG_CAP_BYTES = 2 * 1024 * 1024

/**
 * One alert of BMKG's nowcast, in one language. The Indonesian and the English document bear one identifier; `sent` comes some minutes
 * before `effective`; the area is described as the whole province, and the polygons alone say where it holds.
 * @throws PayloadUnusable when it is anything but one CAP alert
 */
export function parseBmkgCap(raw: Buffer): Parsed<ParsedAlert> {
  const root = readXml(BMKG_CAP, raw, { ...CAP_LIMITS, bytes: BMKG_CAP_BYTES })
  if (!isCapAlert(root)) throw new PayloadUnusable(BMKG_CAP, `the root element is ${root.name.slice(0, 60)}, no CAP alert`)
  const read = readAlert(root, 'alert')
  return 'kind' in read ? { items: [read], rejects: [] } : { items: [], rejects: [read] }
}
