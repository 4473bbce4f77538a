/** Pixels from the upper left corner of the map. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export interface Label {
  readonly id: string
  /** The point it belongs to. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** The higher one is placed first. */
  readonly rank: number
}

const SIDES = ['right', 'left', 'above', 'below'] as const
export type Side = (typeof SIDES)[number]

/** Half the width of the sign at the point, and the air between sign and label. */
const SIGN = 11
const AIR = 4

const around = ({ x, y }: Label): Box => ({ left: x - SIGN, top: y - SIGN, right: x + SIGN, bottom: y + SIGN })

function boxAt({ x, y, width, height }: Label, side: Side): Box {
  if (side === 'right' || side === 'left') {
    const left = side === 'right' ? x + SIGN + AIR : x - SIGN - AIR - width
    return { left, top: y - height / 2, right: left + width, bottom: y + height / 2 }
  }
  const top = side === 'below' ? y + SIGN + AIR : y - SIGN - AIR - height
  return { left: x - width / 2, top, right: x + width / 2, bottom: top + height }
}

const overlap = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
const within = (box: Box, frame: Box): boolean =>
  box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom

/**
 * A side for each label on which it covers no other label, no sign of another post and nothing that stands on the map; null where
 * there is none, and the post keeps its sign alone. What ranks higher chooses first.
 *
 * @param taken what may not be covered: controls, and signs without a label
 */
export function placeLabels(labels: readonly Label[], taken: readonly Box[], frame: Box): Map<string, Side | null> {
  const placed: Box[] = []
  const sides = new Map<string, Side | null>()
  for (const label of labels.toSorted((a, b) => b.rank - a.rank || a.id.localeCompare(b.id))) {
    const signs = labels.filter((other) => other !== label).map(around)
    const side = SIDES.find((each) => {
      const box = boxAt(label, each)
      return within(box, frame) && ![...placed, ...signs, ...taken].some((other) => overlap(box, other))
    })
    if (side !== undefined) placed.push(boxAt(label, side))
    sides.set(label.id, side ?? null)
  }
  return sides
}
