export type DeliveryState =
  | 'planned'
  | 'attempting'
  | 'accepted'
  | 'delivered'
  | 'refused'
  | 'failed'
  | 'not-sent'
  | 'unknown'
  | 'superseded'
  | 'expired'

/** What a receipt says. */
export type ReceiptStatus = 'delivered' | 'failed'

/** Failure written on a row whose provider accepted it and later said that the phone did not get it. */
export const RECEIPT_FAILED = 'receipt-failed'

/**
 * The states a receipt moves forward from. A receipt also proves that the provider had the message, so it settles an attempt whose
 * answer was lost. `delivered` is the stronger word: it comes after a failure by receipt, never the other way round.
 */
export const RECEIPT_MOVES: Readonly<Record<ReceiptStatus, readonly DeliveryState[]>> = {
  delivered: ['attempting', 'unknown', 'accepted'],
  failed: ['attempting', 'unknown', 'accepted'],
}

/** @returns the state after a receipt; the same one when the receipt is late, repeated or for an attempt that never left */
export function afterReceipt(
  row: { readonly state: DeliveryState; readonly failure?: string | null },
  receipt: ReceiptStatus,
): DeliveryState {
  if (RECEIPT_MOVES[receipt].includes(row.state)) return receipt
  if (receipt === 'delivered' && row.state === 'failed' && row.failure === RECEIPT_FAILED) return 'delivered'
  return row.state
}
