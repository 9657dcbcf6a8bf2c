import multipart from '@fastify/multipart'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { allRoutes, contract } from '@openvrs/contract'
import { auditHandlers, dailyHeads } from './audit/index.ts'
import type { Config } from './config.ts'
import { cubeHandlers, openCube } from './cube/index.ts'
import { reading, type Db } from './db/connect.ts'
import { anonymous, withViewer, type Viewer } from './db/viewer.ts'
import { exploreHandlers } from './explore/index.ts'
import { exportHandlers, exportSweep, exportTask } from './exports/index.ts'
import { federationHandlers } from './federation/index.ts'
import { bind, type Binding } from './http/bind.ts'
import { serveDocs } from './http/docs.ts'
import { readForms } from './http/forms.ts'
import { guard } from './http/guards.ts'
import { watchRequests } from './http/under-way.ts'
import { answerProblems } from './http/problems.ts'
import { closeSlowBodies } from './http/slow-bodies.ts'
import { serveWeb } from './http/web.ts'
import { intakeHandlers, spoolSweep, uploadTask } from './intake/index.ts'
import { dueMails, erasure, identityExpiry, keptKey, makeIdentity, tallies, type IdentityServices } from './identity/index.ts'
import { expiry, startRunner, taskHandlers, type Runner, type TaskHandlers } from './jobs/index.ts'
import type { Keyring } from './keys/keyring.ts'
import { leavingHandlers } from './leaving/index.ts'
import { makeMailer, type Mailer } from './mail/index.ts'
import { narrativeHandlers } from './narratives/index.ts'
import { newsHandlers } from './news/index.ts'
import { collectionHandlers, currentCollections, namesIn, type Installer } from './registry/index.ts'
import { keyHandlers, narrativeDraftHandlers, openSigner, reportHandlers, reportTasks } from './reports/index.ts'
import { describedBy, searchAlerts, searchHandlers, searchWork } from './search/index.ts'
import { countRefused, noticeMails, sharingHandlers, sharingWork } from './sharing/index.ts'
import { systemHandlers } from './system/index.ts'
import { viewHandlers } from './views/index.ts'

/** What the parts of the server share: made once at the start (main.ts, or a test), handed down, never global. */
export type Services = {
  readonly config: Config
  readonly mode: 'training' | 'live'
  readonly version: string
  /** The application's login: every transaction has a viewer, policies apply. */
  readonly db: Db
  /** The jobs' login: reads across members, reached by no route. */
  readonly jobs: Db
  /** The jobs' login, for locks alone: whoever holds one never keeps others from a connection to work with. */
  readonly locks: pg.Pool
  /** Installs a collection as the owner of the tables. */
  readonly install: Installer
  /** What signs receipts and seals second factors. */
  readonly keys: Keyring
  readonly clock: () => Date
  readonly log: FastifyBaseLogger
}

export type App = { readonly http: FastifyInstance; readonly runner: Runner; readonly close: () => Promise<void> }

/** The one builder of the server: production and tests use it alike. */
export async function buildApp(services: Services): Promise<App> {
  const { config, db, jobs, clock, keys, mode } = services
  const signer = await openSigner(keys, db, clock())
  const spoolFolder = join(config.home, 'spool')
  const exportFolder = join(config.home, 'exports')
  const sharing = sharingWork(services)
  const cube = config.cube === 'duckdb' ? openCube({ ...services, folder: join(config.home, 'cube'), memory: config.cubeMemory, answers: config.cubeAnswers, collections: async () => (await currentCollections(reading(jobs))).values() }) : undefined
  const tasks: TaskHandlers = { upload: uploadTask(spoolFolder), export: exportTask({ cube, folder: exportFolder, publicUrl: config.publicUrl }), ...reportTasks(() => signer) }
  const mailer = mailerOf(services)
  const described = describedBy(db)
  const runner = startRunner(services, tasks, [
    expiry(jobs, clock), identityExpiry(jobs, clock), erasure(jobs, clock), tallies(jobs, db, clock), spoolSweep(jobs, spoolFolder), exportSweep(jobs, exportFolder, clock), dailyHeads(jobs, () => signer, clock), { name: 'sharing', everySeconds: 2, run: sharing.run },
    searchWork(jobs, described, clock), searchAlerts({ ...services, mailer, publicUrl: config.publicUrl, described }),
    noticeMails(jobs, mailer, config.publicUrl), dueMails(jobs, mailer, config.publicUrl),
  ])
  const http = await openHttp(services)

  const kick = (): void => {
    runner.kick()
    sharing.kick()
    cube?.kick()
  }
  const refused = (viewer: Viewer, owner: string, now: Date): Promise<void> => countRefused(db, viewer, owner, now)
  const key = keptKey(keys)
  const identityServices: IdentityServices = { ...services, publicUrl: config.publicUrl, key, mailer, refused }
  const identity = makeIdentity(identityServices)
  const binding: Binding = { db, clock, mode, authenticate: identity.authenticate, underWay: watchRequests(http, identity.holds) }
  bind(http, binding, contract.system, systemHandlers({ ...services, home: config.home, contact: config.contact, publicUrl: config.publicUrl, runnerHealthy: runner.healthy, mail: mailer.state }))
  bind(http, binding, contract.tasks, taskHandlers(() => runner, refused))
  bind(http, binding, contract.session, identity.session)
  bind(http, binding, contract.people, identity.people)
  bind(http, binding, contract.units, identity.units)
  bind(http, binding, contract.counterparts, identity.counterparts)
  bind(http, binding, contract.returning, identity.returning)
  bind(http, binding, contract.leaving, leavingHandlers({ signer: () => signer, mailer, publicUrl: config.publicUrl, kick, refused }))
  bind(http, binding, contract.passkeys, identity.passkeys)
  bind(http, binding, contract.resets, identity.resets)
  bind(http, binding, contract.security, identity.security)
  bind(http, binding, contract.federation, federationHandlers(identityServices))
  bind(http, binding, contract.training, identity.training)
  bind(http, binding, contract.collections, collectionHandlers(services.install))
  bind(http, binding, contract.intake, intakeHandlers({ spoolFolder, runner: () => runner, refused }))
  bind(http, binding, contract.reports, reportHandlers({ signer: () => signer, clock, kick, refused, mailer, publicUrl: config.publicUrl }))
  bind(http, binding, contract.narrativeDrafts, narrativeDraftHandlers({ refused }))
  bind(http, binding, contract.narratives, narrativeHandlers({ refused }))
  bind(http, binding, contract.keys, keyHandlers())
  bind(http, binding, contract.sharing, sharingHandlers({ signer: () => signer, key, kick, refused }))
  bind(http, binding, contract.explore, exploreHandlers(cube))
  bind(http, binding, contract.views, viewHandlers())
  bind(http, binding, contract.exports, exportHandlers({ folder: exportFolder, runner: () => runner, refused }))
  bind(http, binding, contract.cube, cubeHandlers(cube, jobs))
  bind(http, binding, contract.news, newsHandlers())
  bind(http, binding, contract.search, searchHandlers(described))
  bind(http, binding, contract.audit, auditHandlers(refused))
  await serveDocs(http, allRoutes, { version: services.version, server: config.publicUrl })
  await serveWeb(http)

  const close = async (): Promise<void> => {
    await http.close()
    await Promise.all([runner.stop(), sharing.stop(), cube?.stop()])
  }
  return { http, runner, close }
}

async function openHttp({ config, db, clock, log, mode }: Services): Promise<FastifyInstance> {
  const http = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustedProxy ?? false,
    bodyLimit: 1_048_576,
    routerOptions: { maxParamLength: 200 },
    connectionTimeout: 0,
    keepAliveTimeout: 30_000,
    ...listenerOf(config),
  })
  http.setValidatorCompiler(validatorCompiler)
  http.setSerializerCompiler(serializerCompiler)
  answerProblems(http)
  closeSlowBodies(http)
  await guard(http, { db, clock, mode, publicUrl: config.publicUrl, secure: config.publicUrl.startsWith('https:') })
  await http.register(multipart)
  // JSON and forms alone: what comes as anything else is refused before it is read.
  http.removeContentTypeParser('text/plain')
  readForms(http)
  return http
}

/** Our own TLS where a certificate is given; else a proxy in front has it, or this is a training system on loopback. */
function listenerOf({ tls }: Config): object {
  const timeouts = { headersTimeout: 4_000, connectionsCheckingInterval: 1_000, requestTimeout: 0 }
  return tls ? { https: { ...timeouts, cert: readFileSync(tls.cert), key: readFileSync(tls.key), minVersion: 'TLSv1.2' } } : { http: timeouts }
}

const mailerOf = ({ config, log, db, clock }: Services): Mailer =>
  makeMailer({ smtpUrl: config.smtpUrl, from: `OpenVRS <no-reply@${new URL(config.publicUrl).hostname}>`, names: (language) => withViewer(db, anonymous, clock(), (trx) => namesIn(reading(trx), language)), warn: (facts, message) => log.warn(facts, message) })
