import { editDistance } from './edit-distance'

export interface Post {
  readonly id: string
  readonly commonName: string
}

/** What is left out or put in at will: the kind of the post. */
const KIND = /^(?:(?:P\s?A|P\s?S|POS|PINTU\s?AIR|PINTU|RUMAH\s?POMPA|POMPA|BENDUNGAN|BENDUNG|WADUK)\s)+/

/** The letters of a name without its kind: `P.A. Pulo Gadung` and `PULOGADUNG` are one. */
export function bareName(name: string): string {
  const words = name
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, ' ')
    .trim()
  return words.replace(KIND, '').replaceAll(' ', '')
}

/** Short names differ from each other by a letter, so they must be spelled right. */
const slipsAllowed = (length: number): number => (length < 5 ? 0 : length < 8 ? 1 : 2)

/** The post whose common name is nearest to what was written. Undefined when none is near, or two are equally near. */
export function matchPost(written: string, posts: readonly Post[]): Post | undefined {
  const bare = bareName(written)
  if (bare === '') return undefined
  let nearest: Post[] = []
  let fewest = Number.POSITIVE_INFINITY
  for (const post of posts) {
    const name = bareName(post.commonName)
    const limit = slipsAllowed(name.length)
    const slips = editDistance(bare, name, limit)
    if (slips > limit || slips > fewest) continue
    nearest = slips < fewest ? [post] : [...nearest, post]
    fewest = slips
  }
  return nearest.length === 1 ? nearest[0] : undefined
}
