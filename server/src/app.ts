import multipart from '@fastify/multipart'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { join } from 'node:path'
import type pg from 'pg'
import { allRoutes, contract } from '@openvrs/contract'
import type { Config } from './config.ts'
import type { Db } from './db/connect.ts'
import { bind, type Binding } from './http/bind.ts'
import { serveDocs } from './http/docs.ts'
import { guard } from './http/guards.ts'
import { answerProblems } from './http/problems.ts'
import { serveWeb } from './http/web.ts'
import { intakeHandlers, spoolSweep, uploadTask } from './intake/index.ts'
import { identityExpiry, keptKey, makeIdentity } from './identity/index.ts'
import { expiry, startRunner, taskHandlers, type Periodic, type Runner, type TaskHandlers } from './jobs/index.ts'
import { makeMailer } from './mail/index.ts'
import { collectionHandlers, type Installer } from './registry/index.ts'
import { keyHandlers, openSigner, reportHandlers, reportTasks } from './reports/index.ts'
import { systemHandlers } from './system/index.ts'

/** What the parts of the server share: made once at the start (main.ts, or a test), handed down, never global. */
export type Services = {
  readonly config: Config
  readonly mode: 'training' | 'live'
  readonly version: string
  /** The application's login: every transaction has a viewer, policies apply. */
  readonly db: Db
  /** The jobs' login: reads across members, reached by no route. */
  readonly jobs: Db
  readonly jobsPool: pg.Pool
  /** Installs a collection as the owner of the tables. */
  readonly install: Installer
  readonly clock: () => Date
  readonly log: FastifyBaseLogger
}

export type App = { readonly http: FastifyInstance; readonly runner: Runner; readonly close: () => Promise<void> }

/** The one builder of the server: production and tests use it alike. */
export async function buildApp(services: Services): Promise<App> {
  const http = Fastify({
    loggerInstance: services.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: services.config.trustedProxy ?? false,
    bodyLimit: 1_048_576,
    routerOptions: { maxParamLength: 200 },
    connectionTimeout: 0,
    keepAliveTimeout: 30_000,
    http: { headersTimeout: 4_000, connectionsCheckingInterval: 1_000, requestTimeout: 0 },
  })
  http.setValidatorCompiler(validatorCompiler)
  http.setSerializerCompiler(serializerCompiler)
  answerProblems(http)
  await guard(http, { mode: services.mode, publicUrl: services.config.publicUrl, secure: services.config.publicUrl.startsWith('https:') })

  await http.register(multipart)
  const spoolFolder = join(services.config.home, 'spool')
  const signer = await openSigner(services.config.home, services.db, services.clock())
  const handlers: TaskHandlers = { upload: uploadTask(spoolFolder), ...reportTasks(() => signer) }
  const periodic: Periodic[] = [expiry(services.jobs, services.clock), identityExpiry(services.jobs, services.clock), spoolSweep(services.jobs, spoolFolder)]
  const runner = startRunner(services, handlers, periodic)

  const { publicUrl, home, smtpUrl } = services.config
  const mailer = makeMailer({ smtpUrl, from: `OpenVRS <no-reply@${new URL(publicUrl).hostname}>`, warn: (facts, message) => services.log.warn(facts, message) })
  const identity = makeIdentity({ ...services, publicUrl, key: keptKey(home), mailer, refused: async () => undefined })

  const binding: Binding = { db: services.db, clock: services.clock, mode: services.mode, authenticate: identity.authenticate }
  bind(http, binding, contract.system, systemHandlers({ ...services, runnerHealthy: runner.healthy }))
  bind(http, binding, contract.tasks, taskHandlers(() => runner, async () => undefined))
  bind(http, binding, contract.session, identity.session)
  bind(http, binding, contract.people, identity.people)
  bind(http, binding, contract.training, identity.training)
  bind(http, binding, contract.collections, collectionHandlers(services.install))
  bind(http, binding, contract.intake, intakeHandlers({ spoolFolder, runner: () => runner, refused: async () => undefined }))
  bind(http, binding, contract.reports, reportHandlers({ signer: () => signer, clock: services.clock, kick: runner.kick, refused: async () => undefined }))
  bind(http, binding, contract.keys, keyHandlers())
  await serveDocs(http, allRoutes, { version: services.version, server: services.config.publicUrl })
  await serveWeb(http)

  return {
    http,
    runner,
    close: async () => {
      await http.close()
      await runner.stop()
    },
  }
}
