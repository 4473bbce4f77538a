/** 0 normal, 1 waspada, 2 siaga, 3 awas: the only thing that is compared. A local label ("Siaga 1") is only ever printed. */
export type Severity = 0 | 1 | 2 | 3
