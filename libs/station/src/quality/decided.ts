/**
 * What people decided of the reading `r`, as it stood at an instant: 'good', 'suspect', or null where nobody decided. The newest
 * decision that was not withdrawn by then wins.
 * @param asOf an SQL expression, a timestamptz
 * @param when an SQL expression, a boolean: where it is false nobody is asked
 */
export const decidedSql = (asOf: string, when = 'true'): string =>
  `case when ${when} then (select o.quality from quality_override o
     where o.station_id = r.station_id and o.parameter = r.parameter and r.observed_at between o.from_at and o.to_at
       and o.at <= ${asOf} and (o.withdrawn_at is null or o.withdrawn_at > ${asOf})
     order by o.at desc, o.id desc limit 1) end`

/** The rule that makes a reading suspect once people have decided; null when it is good. A reading held and decided to be wrong stays held. */
export const ruleAfter = (decided: 'good' | 'suspect' | null, own: string | null): string | null =>
  decided === 'good' ? null : decided === 'suspect' ? (own ?? 'override') : own
