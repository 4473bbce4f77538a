import { Warning } from '#libs/warning'

/** Every entity; the rooms that have none speak SQL. */
export const allEntities = [Warning]
