import { RegionSource } from '#libs/area'
import { aRegionFolder, JAKARTA } from '../../../../test/factories/region-folder'
import { outsideGsm7, renderText, SEGMENT_LENGTH } from '../warning-text'
import { bodyProblems, LONGEST_VALUES, readTemplates } from './read-templates'

describe('the texts of Jakarta', () => {
  const source = new RegionSource(JAKARTA)
  const templates = source.once(readTemplates)
  const byId = templates.map((template) => [template.id, template] as const)

  it('are ten, one for each kind and severity', () => {
    expect(source.problems).toEqual([])
    expect(templates).toHaveLength(10)
  })

  it.each(byId)('%s fits one SMS in a drill, with the longest values', (_, { body, severity }) => {
    const text = renderText(body, { ...LONGEST_VALUES, severity }, true)
    expect(text.length).toBeLessThanOrEqual(SEGMENT_LENGTH)
    expect(text.startsWith('LATIHAN. BPBD DKI')).toBe(true)
    expect(outsideGsm7(text)).toEqual([])
  })

  it.each(byId.filter(([, { severity }]) => severity > 0))(
    '%s gives colour, word, level and label, and asks for an answer',
    (_, { body }) => {
      for (const part of ['{colour}', '{word}', '{level}', '{label}', '{post}', '{time}', 'Balas TERIMA']) expect(body).toContain(part)
    },
  )

  it('an expiry never looks like an all-clear', () => {
    const expiry = templates.find(({ kind }) => kind === 'expiry')?.body ?? ''
    expect(expiry).toContain('BUKAN tanda aman')
    expect(expiry).not.toMatch(/\{colour\}|\{word\}/)
  })
})

describe('a text', () => {
  it.each([
    ['with a long dash', 'Banjir – {colour} {word}', 'SMS cannot carry'],
    ['with a telephone number', '{colour} {word}, hubungi 021234567', 'telephone number'],
    ['that prints the label alone', '{post} {label}', 'needs {colour} and {word}'],
    ['with an unknown placeholder', '{colour} {word} {tinggi}', '{tinggi}'],
    ['that is too long in a drill', `{colour} {word} ${'a'.repeat(140)}`, 'one SMS has 160'],
  ])('%s may not be sent', (_, body, problem) => {
    expect(bodyProblems({ body, severity: 2 })).toEqual([expect.stringContaining(problem)])
  })

  it('that is missing is told by hazard, kind and severity', () => {
    const source = new RegionSource(
      aRegionFolder({
        'texts.json': [{ id: 'flood-new-1', version: 1, hazard: 'flood', kind: 'new', severity: 1, language: 'id', body: 'x' }],
      }),
    )
    source.once(readTemplates)
    expect(source.problems).toHaveLength(9)
    expect(source.problems[0]).toEqual({ file: 'texts.json', message: 'there is no Indonesian text for flood, new, severity 2 (SIAGA)' })
  })

  it('whose wrong field is told with its row', () => {
    const source = new RegionSource(
      aRegionFolder({
        'texts.json': [{ id: 'flood-new-1', version: 1, hazard: 'flood', kind: 'neu', severity: 1, language: 'id', body: 'x' }],
      }),
    )
    source.once(readTemplates)
    expect(source.problems[0]).toMatchObject({ file: 'texts.json', row: 1, field: 'kind' })
  })
})
