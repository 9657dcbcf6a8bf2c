import { once } from 'node:events'
import { createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import type { Mode } from './db/stamp.ts'
import { StartProblem } from './start-problem.ts'

/** Says that a port is taken before half a minute's work is done for nothing. The listening itself decides. */
export async function checkPort(port: number): Promise<void> {
  const probe = createServer()
  try {
    probe.listen(port, '127.0.0.1')
    await once(probe, 'listening')
  } catch (problem) {
    throw refusal(problem, port)
  } finally {
    probe.close()
  }
}

/** A training system answers this machine alone, whatever the environment says. Resolves to the address for people. */
export async function listen(http: FastifyInstance, config: Config, mode: Mode): Promise<string> {
  try {
    await http.listen({ port: config.port, host: mode === 'training' ? '127.0.0.1' : config.host })
  } catch (problem) {
    throw refusal(problem, config.port)
  }
  const address = http.server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  return config.port === 0 ? `http://localhost:${port}` : config.publicUrl
}

function refusal(problem: unknown, port: number): unknown {
  const { code } = problem as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return new StartProblem('port.taken', { port })
  if (code === 'EACCES') return new StartProblem('port.denied', { port })
  return problem
}
