import { heldNotice } from './held-notice'

it.each(['datum-jump', 'temporary-shift', 'gate-keeper-disagrees', 'a rule to come'])(
  'fits one SMS with the mark of a drill: %s',
  (rule) => {
    const text = heldNotice('Pasar Ikan Laut', rule)
    expect(`LATIHAN. ${text}`.length).toBeLessThanOrEqual(160)
    expect(text).toMatch(/^[\x20-\x7e]+$/)
    expect(text).toContain('Pasar Ikan Laut')
  },
)
