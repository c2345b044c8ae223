import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = resolve(import.meta.dirname, '../..')
const JAR = join(ROOT, 'target/quarkus-app/quarkus-run.jar')
const CLASSPATH = join(ROOT, 'target/test.classpath')

/** The stand-in for Neon with a PostgreSQL behind it, steered by a word a line. */
export class Simulator {
  private readonly waiting: ((line: string) => void)[] = []

  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<Simulator> {
    const classpath = [
      join(ROOT, 'target/test-classes'),
      join(ROOT, 'target/classes'),
      readFileSync(CLASSPATH, 'utf8'),
    ].join(':')
    const port = await freePair()
    const child = spawn('java', ['-cp', classpath, 'dev.neontasks.simulator.Main', String(port)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    endWithUs(child)
    const lines = createInterface({ input: child.stdout })
    let simulator: Simulator | undefined
    const url = await new Promise<string>((found, fail) => {
      child.once('exit', (code) => fail(new Error(`the simulator ended with ${code}`)))
      lines.on('line', (line) => {
        const direct = /^direct\s+(\S+)/.exec(line)?.[1]
        if (direct !== undefined) {
          found(direct)
        }
        if (/^(ok|What\?)/.test(line)) {
          simulator?.waiting.shift()?.(line)
        } else {
          simulator?.lines.push(line)
        }
      })
    })
    simulator = new Simulator(child, url)
    return simulator
  }

  private readonly lines: string[] = []

  /** Gives a command; what it printed is the answer. */
  async say(command: string): Promise<string> {
    this.lines.length = 0
    const done = new Promise<string>((answer) => this.waiting.push(answer))
    this.process.stdin?.write(`${command}\n`)
    const last = await done
    if (!last.startsWith('ok')) {
      throw new Error(`${command}: ${last}`)
    }
    return this.lines.join('\n')
  }

  /** As after a good night: no fault, awake, waking takes no time. */
  async reset(): Promise<void> {
    await this.say('recover')
    await this.say('wake 0ms')
    await this.say('wake')
  }

  stop(): Promise<unknown> {
    return ended(this.process, () => this.process.stdin?.write('quit\n'))
  }
}

/** The service as it is shipped, in a process of its own. */
export class Service {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** One that takes its database to be asleep after three seconds without work. */
  static startDrowsy(databaseUrl: string): Promise<Service> {
    return Service.start(databaseUrl, {
      DATABASE_SUSPEND_AFTER: '3s',
      DATABASE_IDLE_TIMEOUT: '1s',
      SIGN_UP_LIMIT: '1000/1h',
    })
  }

  static async start(databaseUrl: string, variables: Record<string, string>): Promise<Service> {
    if (!existsSync(JAR)) {
      throw new Error(`${JAR} is missing: run ./mvnw package first`)
    }
    const [port, managementPort] = [await freePort(), await freePort()]
    const env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATABASE_URL: databaseUrl,
      JWT_SIGNING_KEY: signingKey(),
      PORT: String(port),
      MANAGEMENT_PORT: String(managementPort),
      SHUTDOWN_DELAY: '0s',
      ...variables,
    }
    const child = spawn('java', ['-jar', JAR], {
      cwd: mkdtempSync(join(tmpdir(), 'browser-tests-')),
      stdio: ['ignore', process.env.SERVICE_LOG === undefined ? 'ignore' : 'inherit', 'inherit'],
      env,
    })
    endWithUs(child)
    const service = new Service(child, `http://localhost:${port}${variables.BASE_PATH ?? ''}`, env)
    await service.untilReady()
    return service
  }

  /** As an operator makes it for somebody who has forgotten a password. */
  resetLink(email: string): string {
    const said = execFileSync('java', ['-jar', JAR, 'account', email, '--reset-link'], {
      encoding: 'utf8',
      env: { ...this.env, PUBLIC_URL: this.url },
    })
    const link = /\S+\/reset#\S+/.exec(said)?.[0]
    if (link === undefined) {
      throw new Error(`no link in: ${said}`)
    }
    return link
  }

  private async untilReady(): Promise<void> {
    const deadline = Date.now() + 120_000
    while (Date.now() < deadline) {
      const response = await fetch(`${this.url}/health/ready`).catch(() => null)
      if (response?.ok) {
        return
      }
      if (this.process.exitCode !== null) {
        throw new Error(`the service ended with ${this.process.exitCode}`)
      }
      await new Promise((again) => setTimeout(again, 200))
    }
    throw new Error('the service is not ready after two minutes')
  }

  stop(): Promise<unknown> {
    return ended(this.process, () => this.process.kill('SIGTERM'))
  }
}

function ended(child: ChildProcess, stop: () => void): Promise<unknown> {
  const end = once(child, 'exit')
  stop()
  return child.exitCode === null ? end : Promise.resolve()
}

/** Also when a test runs out of time and nobody stops it. */
function endWithUs(child: ChildProcess): void {
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
}

/** Made for one run. */
function signingKey(): string {
  return execFileSync('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

/** The first of two: the simulator takes the next one for its pooled host. */
async function freePair(): Promise<number> {
  for (;;) {
    const port = await freePort()
    if (await isFree(port + 1)) {
      return port
    }
  }
}

/** None that the kernel gives to connections: one of those could have it before its listener is there. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 20_000)
    if (await isFree(port)) {
      return port
    }
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer().once('error', () => answer(false))
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)))
  })
}
