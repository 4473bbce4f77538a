import { helpText, reportTakenText, withDrillMark } from './reply-texts'

describe('what the installation answers by itself', () => {
  it.each([helpText(true), helpText(false), reportTakenText(true), reportTakenText(false)])('fits one SMS: %s', (text) => {
    expect(text.length).toBeLessThanOrEqual(160)
    expect(text).toMatch(/^[A-Za-z0-9 .,:;!?()/-]+$/)
  })

  it('says in a drill that it is one, once', () => {
    expect(helpText(true)).toMatch(/^LATIHAN\. /)
    expect(withDrillMark('LATIHAN. x', true)).toBe('LATIHAN. x')
    expect(helpText(false)).not.toContain('LATIHAN')
  })
})
