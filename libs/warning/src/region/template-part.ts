import type { EntityManager } from 'typeorm'
import { changeRows, type RegionPart } from '#libs/area'
import { InvalidInput, sql } from '#libs/platform'
import { type PackagedTemplate, readTemplates, TEMPLATES_FILE } from './read-templates'

/** Message texts. A version that is stored is never rewritten, for messages that went out name it: a new wording is a new version. */
export const templatePart: RegionPart = {
  name: 'template',
  prepare: (source) => {
    const templates = source.once(readTemplates)
    return async (tx) => {
      await demandUnchanged(tx, templates)
      return { templates: templates.length, changedRows: await writeTemplates(tx, templates) }
    }
  },
}

const columnsOf = (templates: readonly PackagedTemplate[]): unknown[] => [
  templates.map(({ id }) => id),
  templates.map(({ version }) => version),
  templates.map(({ hazard }) => hazard),
  templates.map(({ kind }) => kind),
  templates.map(({ severity }) => severity),
  templates.map(({ language }) => language),
  templates.map(({ body }) => body),
]

const GIVEN = `unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::text[]) with ordinality
  as given(id, version, hazard, kind, severity, language, body, row)`

async function demandUnchanged(tx: EntityManager, templates: readonly PackagedTemplate[]): Promise<void> {
  const changed = await sql<{ id: string; version: number; row: string }>(
    tx,
    `select given.id, given.version, given.row from ${GIVEN} join message_template t on t.id = given.id and t.version = given.version
      where (t.hazard, t.kind, t.severity, t.language, t.body) is distinct from (given.hazard, given.kind, given.severity, given.language, given.body)
      order by given.row`,
    columnsOf(templates),
  )
  if (changed.length === 0) return
  throw new InvalidInput(
    changed.map(({ id, version, row }) => ({
      file: TEMPLATES_FILE,
      row: Number(row),
      field: 'version',
      message: `${id} version ${version} is already stored with other words; give the new text version ${version + 1}`,
    })),
  )
}

const writeTemplates = (tx: EntityManager, templates: readonly PackagedTemplate[]): Promise<number> =>
  changeRows(
    tx,
    `insert into message_template (id, version, hazard, kind, severity, language, body)
     select id, version, hazard, kind, severity, language, body from ${GIVEN} on conflict (id, version) do nothing`,
    columnsOf(templates),
  )
