/** What a reading measures: water level (m), rain (mm in its interval), discharge (m3/s), charge of the instrument's battery (%). */
export const PARAMETERS = ['water_level', 'rain', 'discharge', 'battery'] as const
export type Parameter = (typeof PARAMETERS)[number]
