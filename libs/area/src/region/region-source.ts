import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { CsvError, parse } from 'csv-parse/sync'
import type { z } from 'zod'
import { messageOf, type Problem } from '#libs/platform'

/** The largest file of a package, unpacked. */
const SIZE_LIMIT = 64 * 1024 * 1024

/** One entry of a list. `row` is the line in a CSV file, the entry's number (from 1) in a JSON list or feature collection. */
export interface Entry<T> {
  readonly row: number
  readonly value: T
}

/**
 * A region package under examination. Readers take what is usable and complain of the rest, so that one run finds every problem;
 * nothing is written while a complaint stands.
 */
export class RegionSource {
  private readonly complaints: Problem[] = []
  private readonly answers = new Map<unknown, unknown>()

  constructor(readonly folder: string) {}

  get problems(): readonly Problem[] {
    return this.complaints
  }

  complain(problem: Problem): void {
    this.complaints.push(problem)
  }

  /** Reads once however many parts ask: no file is parsed, and no problem told, twice. */
  once<T>(reader: (source: RegionSource) => T): T {
    if (!this.answers.has(reader)) this.answers.set(reader, reader(this))
    return this.answers.get(reader) as T
  }

  /** A whole JSON document; undefined, with complaints, when it is not usable. */
  json<T>(file: string, schema: z.ZodType<T>): T | undefined {
    const document = this.document(file)
    return document === undefined ? undefined : this.check(file, undefined, document, schema)
  }

  /** The usable entries of a JSON list, or of the list found inside the document. */
  list<T>(file: string, schema: z.ZodType<T>, listIn: (document: unknown) => unknown = (document) => document): Entry<T>[] {
    const document = this.document(file)
    if (document === undefined) return []
    const items = listIn(document)
    if (Array.isArray(items))
      return this.entries(
        file,
        items.map((value, index) => ({ row: index + 1, value: value as unknown })),
        schema,
      )
    this.complain({ file, message: 'expected a list' })
    return []
  }

  /** The usable lines of a CSV file with a header. */
  csv<T>(file: string, schema: z.ZodType<T>): Entry<T>[] {
    const text = this.text(file)
    if (text === undefined) return []
    try {
      const records: { info: { lines: number }; record: unknown }[] = parse(text, {
        columns: true,
        info: true,
        bom: true,
        skipEmptyLines: true,
        relaxColumnCount: true,
      })
      return this.entries(
        file,
        records.map(({ info, record }) => ({ row: info.lines, value: record })),
        schema,
      )
    } catch (error) {
      if (!(error instanceof CsvError)) throw error
      this.complain({ file, row: typeof error.lines === 'number' ? error.lines : undefined, message: error.message })
      return []
    }
  }

  /** Complains of every entry whose key an earlier entry has. */
  unique<T>(file: string, entries: readonly Entry<T>[], field: string, key: (value: T) => string): void {
    const first = new Map<string, number>()
    for (const { row, value } of entries) {
      const earlier = first.get(key(value))
      if (earlier === undefined) first.set(key(value), row)
      else this.complain({ file, row, field, message: `"${key(value)}" already stands in row ${earlier}` })
    }
  }

  private entries<T>(file: string, items: readonly Entry<unknown>[], schema: z.ZodType<T>): Entry<T>[] {
    return items.flatMap(({ row, value }) => {
      const checked = this.check(file, row, value, schema)
      return checked === undefined ? [] : [{ row, value: checked }]
    })
  }

  private check<T>(file: string, row: number | undefined, value: unknown, schema: z.ZodType<T>): T | undefined {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues) this.complain({ file, row, field: issue.path.join('.') || undefined, message: issue.message })
    return undefined
  }

  private document(file: string): unknown {
    const text = this.text(file)
    if (text === undefined) return undefined
    try {
      return JSON.parse(text) as unknown
    } catch (error) {
      this.complain({ file, message: `is not JSON: ${messageOf(error)}` })
      return undefined
    }
  }

  /** The text of a file, which may lie there compressed as `<file>.gz`. */
  private text(file: string): string | undefined {
    const plain = path.join(this.folder, file)
    const packed = `${plain}.gz`
    if (!existsSync(plain) && !existsSync(packed)) {
      this.complain({ file, message: 'is missing' })
      return undefined
    }
    try {
      const bytes = existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(packed), { maxOutputLength: SIZE_LIMIT })
      if (bytes.length > SIZE_LIMIT) throw new RangeError(`larger than ${SIZE_LIMIT} bytes`)
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch (error) {
      this.complain({ file, message: `cannot be read as UTF-8 text: ${messageOf(error)}` })
      return undefined
    }
  }
}
