import type { DuckDBConnection } from '@duckdb/node-api'
import type { FastifyBaseLogger } from 'fastify'
import { sql } from 'kysely'
import type { Collection } from '@openvrs/core/metadata/model.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { Plan } from '@openvrs/core/query/plan.ts'
import { compilePeek } from '@openvrs/core/query/sql.ts'
import type { Scope } from '@openvrs/core/query/sql-scope.ts'
import type { Source } from '@openvrs/core/query/sql-source.ts'
import type { Statement } from '@openvrs/core/query/statement.ts'
import { NOBODY } from '@openvrs/core/sharing/scope.ts'
import type { Db } from '../db/connect.ts'
import { askWhole, LONGEST_SECONDS, type Limits, type Reader } from './ask.ts'
import { openFile, removeFile, type CubeFile } from './file.ts'
import { listOf, makeLists } from './lists.ts'
import { loadNext } from './load.ts'
import { renewMirror, type Versions } from './mirror.ts'
import { makeSeats } from './seats.ts'
import { makeShared, type Shared, type Worked } from './shared.ts'
import { rowsOf } from './statement.ts'
import { clearLeftover, keptOf, renewTables } from './tables.ts'

export type Rows = readonly object[]
export type Compile = (plan: Plan, scope: Scope, source: Source) => Statement

/** The columnar copy of all approved figures, of this server process alone (docs/decisions/0024-the-columnar-copy.md). */
export type Cube = {
  /**
   * The rows of each part of the answer to a plan within a scope, never from releases older than `version`. Undefined where the
   * copy cannot answer now: it is being made, or lacks rows. Problems: request.given_up, query.too_slow.
   */
  ask(parts: readonly Compile[], plan: Plan, scope: Scope, version: number, gone?: AbortSignal): Promise<readonly Rows[] | undefined>
  /** The same for work that reads as it goes; it may be begun anew. */
  within<T>(work: (source: Source, reader: Reader) => Promise<T>, plan: Plan, scope: Scope, version: number, limits: Limits): Promise<{ readonly of: T } | undefined>
  /** Something was committed. Returns at once. */
  kick(): void
  /** Brings the copy up to what is committed now. */
  catchUp(): Promise<void>
  /** Reads the copy as it stands, for `cube check`. Problems: cube.unready. */
  read<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>
  stop(): Promise<void>
}

export type CubeServices = { readonly folder: string; readonly memory: string; /** How many rows of answers are kept for who asks the same and sees the same. */ readonly answers: number; readonly jobs: Db; /** As they are now. */ readonly collections: () => Promise<Iterable<Collection>>; readonly log: Pick<FastifyBaseLogger, 'warn' | 'info'> }

const EVERY_MS = 500
/** How long a question waits for rows that were approved a moment ago before it goes to PostgreSQL. */
const WAIT_MS = 2_000
/** So many questions at once share the processors and the memory. */
const SEATS = 4
const LISTS = 1_000

/** Opens the copy and keeps it up to date, in the background: nothing waits for it. */
export function openCube(services: CubeServices): Cube {
  const open = new OpenCube(services)
  return {
    ask: (parts, plan, scope, version, gone) => open.ask(parts, plan, scope, version, gone),
    within: (work, plan, scope, version, limits) => open.within(work, plan, scope, version, limits),
    kick: () => open.kick(),
    catchUp: () => open.catchUp(),
    read: (work) => open.read(work),
    stop: () => open.stop(),
  }
}

class OpenCube {
  private readonly services: CubeServices
  private readonly timer: NodeJS.Timeout
  private file: CubeFile | undefined
  private known: Versions | undefined
  private renewing: Promise<void> | undefined
  private turn: Promise<void> | undefined
  private again = false
  private stopped = false
  private seen = ''
  private readonly seats = makeSeats(SEATS)
  private readonly shared: Shared<readonly Rows[]>
  private readonly lists = makeLists(LISTS)

  constructor(services: CubeServices) {
    this.services = services
    this.shared = makeShared(services.answers)
    this.timer = setInterval(this.kick, EVERY_MS)
    this.kick()
  }

  async ask(parts: readonly Compile[], plan: Plan, scope: Scope, version: number, gone?: AbortSignal): Promise<readonly Rows[] | undefined> {
    const listed = await this.unlessItFails(async () => {
      await this.renewTo(version)
      const { releases } = this
      return { releases, list: await this.lists.get(plan, scope, releases, (statement) => this.connected((connection) => rowsOf(connection, statement.text, statement.values))) }
    })
    if (listed === undefined) return undefined
    const work = async (source: Source, { rows }: Reader): Promise<Worked<readonly Rows[]>> => {
      const { releases } = this // the transaction has begun
      const of: Rows[] = []
      for (const compile of parts) of.push(await rows(compile(plan, scope, source)))
      return { of, list: listed.releases && listed.releases === releases ? listed.list : (await listOf(rows, plan, scope)).list, rows: of.reduce((sum, part) => sum + part.length, 0) }
    }
    return this.shared.get(questionOf(parts, plan, scope), listed.list, async () => (await this.within(work, plan, scope, version, { gone, seconds: LONGEST_SECONDS }))?.of, gone)
  }

  within<T>(work: (source: Source, reader: Reader) => Promise<T>, plan: Plan, scope: Scope, version: number, limits: Limits): Promise<{ readonly of: T } | undefined> {
    return this.unlessItFails(async () => {
      await this.renewTo(version)
      const look = () => this.seats(() => this.connected((connection) => askWhole(connection, plan.flow.id, compilePeek(plan, scope), work, limits)), limits.gone, () => new Problem('request.given_up'))
      const answer = await look()
      // Rows of a copy that was whole a moment ago are on their way; one that is being made takes longer than anybody waits.
      if (answer || this.seen === '' || !(await comesWithin(this.catchUp(), WAIT_MS))) return answer
      return await look()
    })
  }

  private async unlessItFails<T>(work: () => Promise<T | undefined>): Promise<T | undefined> {
    if (!this.file || this.stopped) return undefined
    try {
      return await work()
    } catch (problem) {
      if (problem instanceof Problem) throw problem
      this.report(problem)
      if (isDamage(problem)) this.discard()
      return undefined
    }
  }

  readonly kick = (): void => void this.catchUp().catch(this.report)

  /** One turn at a time; who asks during one gets another after it. */
  async catchUp(): Promise<void> {
    if (this.stopped) return
    if (this.turn) this.again = true
    this.turn ??= this.work().finally(() => { this.turn = undefined })
    return this.turn
  }

  async read<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    await this.catchUp().catch(this.report)
    if (!this.file || this.seen === '') throw new Problem('cube.unready')
    return this.connected(work)
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearInterval(this.timer)
    await this.turn?.catch(this.report)
    await this.renewing?.catch(this.report)
    this.close()
  }

  private async work(): Promise<void> {
    do {
      this.again = false
      this.file ??= await this.openFresh()
      await this.load()
    } while (this.again && !this.stopped)
  }

  private async load(): Promise<void> {
    const { rows } = await sql<{ version: number; collections: number }>`select releases_version() as version, (select count(*) from collection) as collections`.execute(this.services.jobs)
    const { version, collections } = rows[0]!
    const seen = `${version} ${collections}`
    if (this.seen === seen) return
    await this.renewTo(version)
    await this.connected(async (connection) => {
      const kept = keptOf(await this.services.collections())
      await renewTables(connection, kept)
      await clearLeftover(connection, kept)
      while (!this.stopped && (await loadNext(this.services.jobs, connection, kept)));
    })
    this.file?.seal()
    this.shared.clear() // a release may be another one under the same number
    if (!this.stopped) this.seen = seen
  }

  /** Copies the releases anew unless they are at least as new as `version`. A renewal that began before may have missed it. */
  private async renewTo(version: number): Promise<void> {
    while (this.known === undefined || sumOf(this.known) < version) {
      this.renewing ??= this.connected(async (connection) => { this.known = await renewMirror(this.services.jobs, connection, this.known) }).finally(() => {
        this.renewing = undefined
        this.file?.seal()
      })
      await this.renewing
    }
  }

  /** Another thing whenever the releases were copied anew; undefined while they are. */
  private get releases(): Versions | undefined {
    return this.renewing ? undefined : this.known
  }

  private async connected<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    if (!this.file) throw new Error('the columnar copy is not open')
    const connection = await this.file.instance.connect()
    try {
      return await work(connection)
    } finally {
      connection.closeSync()
    }
  }

  private async openFresh(): Promise<CubeFile> {
    const { folder, memory, jobs } = this.services
    this.known = undefined
    this.seen = ''
    const { made_at: madeAt } = await jobs.selectFrom('system').select('made_at').executeTakeFirstOrThrow()
    const file = await openFile(folder, memory, madeAt.toISOString())
    const connection = await file.instance.connect()
    await renewTables(connection, keptOf(await this.services.collections())).finally(() => connection.closeSync()) // a question finds its tables, if no row
    return file
  }

  /** A damaged file is made anew at the next turn. */
  private discard(): void {
    this.close()
    removeFile(this.services.folder)
  }

  private close(): void {
    this.file?.close()
    this.file = undefined
  }

  private readonly report = (error: unknown): void => {
    this.services.log.warn({ work: 'cube', name: (error as Error).name, kind: kindOf(error) }, 'the columnar copy could not be used')
  }
}

/** What is asked, by a person of which member: an answer is shared within a member, so that how long it takes tells nothing of what others ask. */
const questionOf = (parts: readonly Compile[], plan: Plan, { sight, limit }: Scope): string =>
  JSON.stringify([sight.own, parts.map((compile) => compile(plan, { sight: NOBODY, asOf: new Date(0), limit }, 'copy'))])

async function comesWithin(work: Promise<void>, ms: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<false>()
  const timer = setTimeout(() => resolve(false), ms)
  return Promise.race([work.then(() => true), promise]).finally(() => clearTimeout(timer))
}

const sumOf = (versions: Versions): number => versions.values().reduce((sum, version) => sum + version, 0)

/** The engine's messages begin with their kind; the rest may hold values. */
const kindOf = (error: unknown): string => /^[A-Za-z -]{1,40}(?= Error)/.exec((error as Error).message)?.[0] ?? 'other'
const isDamage = (error: unknown): boolean => ['IO', 'FATAL', 'INTERNAL', 'Serialization', 'Corruption'].includes(kindOf(error))
