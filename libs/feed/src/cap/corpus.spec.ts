import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { PayloadUnusable, type ParsedAlert, type ParsedAlertLink, type Reject } from '../parsed'
import { parseCap } from './parse'

const CORPUS = path.resolve(__dirname, '../../../../../shared/data/cap')
const GOOGLE = 'samples/google-cap-library/'
const CAPPARSELIB = 'samples/capparselib/'

/** What a file is expected to give, and the notes of the manifest (or the file itself) that say why. */
interface Expected {
  alerts?: number
  links?: number
  /** Fields of the rejects, in order. */
  rejects?: string[]
  /** Parts of what is recorded against the schema, in order. */
  violations?: string[]
  refused?: true
  because: string
}

const oneAlert = (because = 'valid'): Expected => ({ alerts: 1, because })
const EXPECTED: Readonly<Record<string, Expected>> = {
  [`${GOOGLE}43b080713727.cap`]: oneAlert('no expires, no geometry: neither is required'),
  [`${GOOGLE}KAR0-0306112239-SW.cap`]: oneAlert('CAP 1.1'),
  [`${GOOGLE}amber.atom`]: oneAlert('the entry carries its alert'),
  [`${GOOGLE}australia.cap`]: oneAlert('two infos are one alert'),
  [`${GOOGLE}bushfire_invalid.edxlde`]: {
    alerts: 5,
    rejects: ['identifier', 'urgency'],
    because: 'one alert is empty, one has the urgency Foobar',
  },
  [`${GOOGLE}bushfire_valid.edxlde`]: { alerts: 7, because: 'seven alerts in one envelope' },
  [`${GOOGLE}canada.cap`]: oneAlert('two languages are one alert'),
  [`${GOOGLE}canada_errors.cap`]: {
    alerts: 1,
    violations: ['refers to nothing'],
    because: 'valid by its schema; an Update without references',
  },
  [`${GOOGLE}canada_signed.atom`]: oneAlert('CAP 1.2 in a feed that names 1.1'),
  [`${GOOGLE}canada_signed.cap`]: oneAlert('signed, two languages'),
  [`${GOOGLE}earthquake-iso8859-1.cap`]: oneAlert('its declared encoding is honoured'),
  [`${GOOGLE}earthquake.cap`]: oneAlert('CAP 1.1'),
  [`${GOOGLE}earthquake_index.atom`]: { links: 1, because: 'no alert in it' },
  [`${GOOGLE}earthquake_signed.cap`]: { alerts: 1, violations: ['"Signature" does not belong'], because: 'CAP 1.1 foresees no signature' },
  [`${GOOGLE}empty_weather_index.atom`]: { because: 'no entries' },
  [`${GOOGLE}invalid.cap`]: { rejects: ['scope'], because: 'no scope' },
  [`${GOOGLE}invalid.rss`]: { rejects: ['link'], because: 'its item is empty' },
  [`${GOOGLE}invalid_element.atom`]: { rejects: ['link'], because: 'its entry has neither an alert nor a link' },
  [`${GOOGLE}no_entries.atom`]: { because: 'an alert outside any entry is foreign markup' },
  [`${GOOGLE}no_id.atom`]: { rejects: ['link'], because: 'its entry has neither an alert nor a link' },
  [`${GOOGLE}no_link.atom`]: { rejects: ['link'], because: 'its entry has neither an alert nor a link' },
  [`${GOOGLE}no_optional_fields.cap`]: oneAlert('no info'),
  [`${GOOGLE}no_title.atom`]: { rejects: ['link'], because: 'its entry has neither an alert nor a link' },
  [`${GOOGLE}noaa_errors.cap`]: { rejects: ['urgency'], because: 'urgency, severity and certainty are empty' },
  [`${GOOGLE}ny_index.rss`]: { links: 2, because: 'no alert in it' },
  [`${GOOGLE}thunderstorm.cap`]: oneAlert(),
  [`${GOOGLE}wcatwc-warning.cap`]: oneAlert('geocodes and no polygon'),
  [`${GOOGLE}weather.atom`]: oneAlert('the entry carries its alert, and a link'),
  [`${GOOGLE}weather.cap`]: oneAlert('CAP 1.1'),
  [`${GOOGLE}weather_index.atom`]: { links: 2, because: 'an index is no alert, whatever CAP elements it has' },
  [`${GOOGLE}weather_invalid.atom`]: {
    alerts: 1,
    violations: ['identifier "INVALID,"'],
    because: 'no reference can name it; its schema allows it',
  },
  [`${GOOGLE}xee.atom`]: { refused: true, because: 'an attack by external entities' },
  [`${GOOGLE}xee.cap`]: { refused: true, because: 'an attack by external entities' },
  [`${CAPPARSELIB}CanadaNaad.xml`]: oneAlert('two languages are one alert'),
  [`${CAPPARSELIB}amber.rss`]: { links: 1, because: 'no alert in it' },
  [`${CAPPARSELIB}bushfire_valid.edxlde`]: { alerts: 59, because: '59 alerts in one envelope' },
  [`${CAPPARSELIB}iceland_met_office.cap`]: oneAlert('two languages are one alert'),
  [`${CAPPARSELIB}mexico.xml`]: oneAlert('severity Unknown is a word of the standard'),
  [`${CAPPARSELIB}noaa_errors.cap`]: { rejects: ['urgency'], because: 'urgency, severity and certainty are empty' },
  [`${CAPPARSELIB}oregon_nws.atom`]: { links: 1, because: 'an index; what it calls an alert is a stub beside the link, not in <content>' },
  [`${CAPPARSELIB}ph.cap`]: oneAlert('a test is a valid alert, and says so'),
  [`${CAPPARSELIB}smhi.se.alerts.cap`]: { alerts: 17, because: 'several alerts in one file' },
  [`${CAPPARSELIB}sweden.cap`]: {
    alerts: 1,
    violations: ['senderName stands after headline', 'resource stands after area', '"Type"', '"Polygon"', '"Type"', '"Polygon"'],
    because: 'out of order, read all the same',
  },
  [`${CAPPARSELIB}tmp0000.cap`]: oneAlert('CAP 1.1'),
  [`${CAPPARSELIB}usgs_alerthub.atom`]: { links: 1, because: 'no alert in it' },
  [`${CAPPARSELIB}weather.cap`]: {
    alerts: 1,
    violations: ['polygon 1 is left out: it is empty'],
    because: 'an empty polygon, which its schema allows',
  },
}

const row = (line: string): string[] => line.split('\t')
const manifest = (): Map<string, Record<string, string>> => {
  const [header = '', ...lines] = readFileSync(path.join(CORPUS, 'MANIFEST.tsv'), 'utf8').trimEnd().split('\n')
  return new Map(lines.map((line) => [row(line)[0] ?? '', Object.fromEntries(row(header).map((name, i) => [name, row(line)[i] ?? '']))]))
}
const factsOf = (facts = ''): Record<string, string> => Object.fromEntries(facts.split(' ').map((fact) => fact.split('=')))

const parseSample = (file: string): { alerts: ParsedAlert[]; links: ParsedAlertLink[]; rejects: Reject[] } => {
  const { items, rejects } = parseCap(readFileSync(path.join(CORPUS, file)))
  return {
    alerts: items.filter((item) => item.kind === 'alert'),
    links: items.filter((item) => item.kind === 'alert-link'),
    rejects,
  }
}
const onlyAlert = (file: string): ParsedAlert => {
  const [alert] = parseSample(file).alerts
  if (!alert) throw new Error(`${file} gives no alert`)
  return alert
}

const wordsOf = (words: readonly string[]): string[] => [...new Set(words)].toSorted()
const listed = (words: string | undefined): string[] => (words === undefined ? [] : words.split(',').toSorted())

const describeCorpus = existsSync(CORPUS) ? describe : describe.skip
describeCorpus('the CAP corpus (left out where its folder, which is not part of the project, is absent)', () => {
  const files = Object.entries(EXPECTED).filter(([, { refused }]) => !refused)

  it('is looked at whole', () => {
    const found = readdirSync(path.join(CORPUS, 'samples'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(CORPUS, path.join(entry.parentPath, entry.name)))
    expect(Object.keys(EXPECTED).toSorted()).toEqual(found.toSorted())
    expect([...manifest().keys()].toSorted()).toEqual(found.toSorted())
  })

  it.each(files)('%s gives what it should ($because)', (file, { alerts = 0, links = 0, rejects = [], violations = [] }) => {
    const read = parseSample(file)
    expect(read.alerts).toHaveLength(alerts)
    expect(read.links).toHaveLength(links)
    expect(read.rejects.map(({ field }) => field)).toEqual(rejects)
    expect(read.alerts.flatMap((alert) => alert.violations)).toEqual(violations.map((part) => expect.stringContaining(part)))
  })

  it.each(Object.entries(EXPECTED).filter(([, { refused }]) => refused))('%s is refused as a whole', (file) => {
    expect(() => parseSample(file)).toThrow(PayloadUnusable)
  })

  it.each(files.filter(([, { alerts = 0, rejects = [] }]) => alerts > 0 && rejects.length === 0))(
    '%s holds what the manifest counts',
    (file) => {
      const stated = manifest().get(file)
      const facts = factsOf(stated?.facts)
      const { alerts } = parseSample(file)
      const infos = alerts.flatMap((alert) => alert.infos)
      const areas = infos.flatMap((info) => info.areas)
      const emptyPolygons = alerts
        .flatMap((alert) => alert.violations)
        .filter((violation) => violation.includes('polygon 1 is left out: it is empty'))
      expect({
        infos: infos.length,
        areas: areas.length,
        polygons: areas.flatMap((area) => area.polygons).length + emptyPolygons.length,
        circles: areas.flatMap((area) => area.circles).length,
        geocodes: areas.flatMap((area) => area.geocodes).length,
        statuses: wordsOf(alerts.map((alert) => alert.status)),
        msgTypes: wordsOf(alerts.map((alert) => alert.msgType)),
        severities: wordsOf(infos.map((info) => info.severity)),
        // Stated for some files alone: the regex behind the manifest knows one way of writing them.
        languages: facts.lang === undefined ? [] : wordsOf(infos.map((info) => info.language)),
        expires: infos.map((info) => info.expiresAt).includes(facts.expires === undefined ? null : Date.parse(facts.expires)),
        versions: stated?.root === 'alert' ? alerts.map((alert) => alert.capVersion) : [],
      }).toEqual({
        infos: Number(facts.infos),
        areas: Number(facts.areaDesc ?? 0),
        polygons: Number(facts.polygon ?? 0),
        circles: Number(facts.circle ?? 0),
        geocodes: Number(facts.geocode ?? 0),
        statuses: listed(facts.status),
        msgTypes: listed(facts.msgType),
        severities: listed(facts.severity),
        languages: listed(facts.lang),
        expires: infos.length > 0,
        versions: stated?.root === 'alert' ? [stated.cap_version] : [],
      })
    },
  )

  it('finds nothing against the schema where xmllint finds it valid, but what a schema cannot say', () => {
    for (const [file, { xsd_result: result = '' }] of manifest()) {
      if (!/^(1\.2:valid|.*1\.1:valid)$/.test(result)) continue
      const against = onlyAlert(file).violations.filter((each) => !/refers to nothing|it is empty/.test(each))
      expect({ file, against }).toEqual({ file, against: [] })
    }
  })

  it('says who is rejected', () => {
    expect(parseSample(`${GOOGLE}invalid.cap`).rejects).toEqual([
      { item: 'alert 12345', field: 'scope', reason: expect.stringContaining('missing') },
    ])
    expect(parseSample(`${GOOGLE}bushfire_invalid.edxlde`).rejects.map(({ item }) => item)).toEqual([
      'contentObject 2',
      'alert tag:www.rfs.nsw.gov.au2011-10-18:40394',
    ])
    expect(parseSample(`${GOOGLE}noaa_errors.cap`).rejects[0]?.reason).toMatch(/urgency: .*severity: .*certainty: /)
  })

  it('carries a test as a test, and a signature as a signature', () => {
    expect(onlyAlert(`${CAPPARSELIB}ph.cap`)).toMatchObject({ status: 'Test', signed: true, sentAt: Date.parse('2014-11-03T06:57:33Z') })
    expect(onlyAlert(`${GOOGLE}canada_signed.cap`)).toMatchObject({ signed: true })
    expect(onlyAlert(`${GOOGLE}canada.cap`)).toMatchObject({ signed: false })
  })

  it('turns latitude and longitude round and reads references, times without expiry and accents', () => {
    const thunderstorm = onlyAlert(`${GOOGLE}thunderstorm.cap`)
    expect(thunderstorm.infos[0]?.areas[0]?.polygons).toEqual([
      [
        [-120.14, 38.47],
        [-119.95, 38.34],
        [-119.74, 38.52],
        [-119.89, 38.62],
        [-120.14, 38.47],
      ],
    ])
    expect(onlyAlert(`${CAPPARSELIB}mexico.xml`).references).toEqual([
      { sender: 'smn.cna.gob.mx', identifier: 'avisossmn-ciclontropical-4061', sentAt: Date.parse('2018-10-20T09:15:00Z') },
    ])
    expect(onlyAlert(`${GOOGLE}canada_signed.cap`).references).toHaveLength(9)
    expect(onlyAlert(`${GOOGLE}43b080713727.cap`).infos[0]).toMatchObject({ expiresAt: null, language: 'en-US' })
    expect(onlyAlert(`${GOOGLE}earthquake-iso8859-1.cap`).infos[0]?.headline).toContain('Usulután')
    expect(onlyAlert(`${CAPPARSELIB}sweden.cap`).infos[0]?.senderName).toBe('Sveriges Radio')
    expect(onlyAlert(`${CAPPARSELIB}sweden.cap`).infos[0]?.areas.map((area) => area.description)).toEqual(['Gävleborgs län', 'Gävle'])
  })

  it('links to the alert before a page about it', () => {
    expect(parseSample(`${GOOGLE}earthquake_index.atom`).links).toEqual([
      {
        kind: 'alert-link',
        identifier: null,
        link: 'http://earthquake.usgs.gov/earthquakes/catalogs/cap/us2010apcd',
        title: 'M 5.3, Tonga',
        publishedAt: Date.parse('2010-08-30T23:25:40Z'),
      },
    ])
    expect(parseSample(`${CAPPARSELIB}usgs_alerthub.atom`).links[0]?.link).toMatch(/\.cap$/)
    expect(parseSample(`${CAPPARSELIB}amber.rss`).links[0]).toMatchObject({
      identifier: 'KAR0-0306112239-SW',
      publishedAt: Date.parse('2003-06-12T05:39:00Z'),
    })
  })
})
