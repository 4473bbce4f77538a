import * as fc from 'fast-check'
import { afterReceipt, type DeliveryState, RECEIPT_FAILED, type ReceiptStatus } from './receipt-order'

interface Row {
  state: DeliveryState
  failure: string | null
}

const states = fc.constantFrom<DeliveryState>(
  'planned',
  'attempting',
  'accepted',
  'delivered',
  'refused',
  'failed',
  'not-sent',
  'unknown',
  'superseded',
  'expired',
)
const receipts = fc.array(fc.constantFrom<ReceiptStatus>('delivered', 'failed'), { maxLength: 8 })

function take(row: Row, receipt: ReceiptStatus): Row {
  const state = afterReceipt(row, receipt)
  return state === row.state ? row : { state, failure: state === 'failed' ? RECEIPT_FAILED : null }
}

describe('receipts', () => {
  it('lead to the same state in any order and any number of repetitions', () => {
    fc.assert(
      fc.property(states, receipts, fc.infiniteStream(fc.nat()), (state, list, dice) => {
        const start: Row = { state, failure: null }
        const shuffled = [...list, ...list].map((receipt) => ({ receipt, at: dice.next().value as number })).toSorted((a, b) => a.at - b.at)
        expect(shuffled.reduce((row, { receipt }) => take(row, receipt), start)).toEqual(list.reduce(take, start))
      }),
    )
  })

  it('never leave delivered', () => {
    fc.assert(
      fc.property(receipts, (list) => expect(list.reduce<Row>(take, { state: 'delivered', failure: null }).state).toBe('delivered')),
    )
  })

  it.each<DeliveryState>(['planned', 'refused', 'not-sent', 'superseded', 'expired'])('do not move what never left (%s)', (state) => {
    expect(afterReceipt({ state }, 'delivered')).toBe(state)
    expect(afterReceipt({ state }, 'failed')).toBe(state)
  })

  it('settle an attempt whose answer was lost', () => {
    expect(afterReceipt({ state: 'unknown' }, 'delivered')).toBe('delivered')
    expect(afterReceipt({ state: 'attempting' }, 'failed')).toBe('failed')
  })

  it('do not revive an attempt that failed before it reached the provider', () => {
    expect(afterReceipt({ state: 'failed', failure: 'not-sent' }, 'delivered')).toBe('failed')
  })
})
