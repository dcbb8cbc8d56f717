import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../../src/config.ts';
import { eventually } from '../support/eventually.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function read(name: string): string {
  return readFileSync(join(root, name), 'utf8');
}

interface Instruction {
  name: string;
  text: string;
}

/** A small reader of Dockerfiles: comments dropped, continued lines joined, one list of instructions a stage. */
function readDockerfile(text: string): Instruction[][] {
  const lines = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (name === 'FROM') stages.push([]);
    stages.at(-1)?.push({ name, text: rest });
  }
  return stages;
}

const [build = [], final = []] = readDockerfile(read('Dockerfile'));
const texts = (stage: Instruction[], name: string) =>
  stage.filter((instruction) => instruction.name === name).map(({ text }) => text);

const manifest = z
  .object({ scripts: z.record(z.string(), z.string()), engines: z.object({ node: z.string() }) })
  .parse(JSON.parse(read('package.json')));

describe('Dockerfile', () => {
  it('builds and runs on the same Debian with the Node that the package asks for', () => {
    expect(texts(build, 'FROM')).toEqual(['node:20-bookworm-slim AS build']);
    expect(texts(final, 'FROM')).toEqual(['node:20-bookworm-slim']);
    expect(manifest.engines.node).toBe('>=20.19');
  });

  it('copies only what exists and what .dockerignore lets through', () => {
    const admitted = read('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const copied = texts(build, 'COPY').flatMap((text) => text.split(/\s+/).slice(0, -1));

    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect([...copied].sort()).toEqual([...admitted].sort());
    expect(read('.dockerignore').split('\n')).toContain('*');
  });

  it('runs npm scripts that exist, and leaves the development packages behind', () => {
    const scripts = [
      ...texts(build, 'RUN')
        .join('\n')
        .matchAll(/npm run ([\w:-]+)/g),
    ].map(([, name]) => name);

    expect(scripts).toEqual(['build']);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(scripts));
    expect(texts(build, 'RUN').join('\n')).toMatch(/npm prune .*--omit=dev/);
  });

  it('runs as a user without rights who may write to DATA_DIR alone', () => {
    const names = final.map(({ name }) => name);

    expect(texts(final, 'USER')).toEqual(['node']);
    expect(names.indexOf('USER')).toBeGreaterThan(names.lastIndexOf('COPY'));
    expect(names.indexOf('USER')).toBeGreaterThan(names.lastIndexOf('RUN'));
    expect(texts(final, 'COPY').filter((text) => text.includes('--chown'))).toEqual([]);
    expect(
      texts(final, 'RUN')
        .join('\n')
        .match(/chown \S+ \S+/g),
    ).toEqual(['chown node:node /data']);
    expect(texts(final, 'ENV').join(' ')).toContain('DATA_DIR=/data');
    expect(texts(final, 'VOLUME')).toEqual(['/data']);
  });

  it('starts the program itself, so that the signal of a stop reaches it', () => {
    const command = JSON.parse(texts(final, 'CMD')[0] ?? '') as string[];

    expect(command.join(' ')).toBe(manifest.scripts['start']);
    expect(texts(final, 'STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(texts(final, 'ENTRYPOINT')).toEqual([]);
  });

  it('holds no secret and no setting but where the data are', () => {
    expect(texts(final, 'ENV')).toHaveLength(1);
    expect(texts(final, 'ENV')[0]?.split(/\s+/)).toEqual(['NODE_ENV=production', 'DATA_DIR=/data']);
    expect([...texts(build, 'ARG'), ...texts(final, 'ARG')]).toEqual([]);
  });

  it.each([
    [200, 0],
    [503, 1],
  ])('counts as healthy by what /healthz answers: %i', async (status, code) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(status).end();
    });

    const exitCode = await withPort(server, (port) => runHealthCheck(port));

    expect({ exitCode, asked }).toEqual({ exitCode: code, asked: ['/healthz'] });
  });

  it('counts as unhealthy when nobody answers', async () => {
    const port = await withPort(createServer(), (free) => Promise.resolve(free));

    expect(await runHealthCheck(port)).toBe(1);
  });
});

async function withPort<T>(server: Server, use: (port: number) => Promise<T>): Promise<T> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

function runHealthCheck(port: number): Promise<number> {
  const [text = ''] = texts(final, 'HEALTHCHECK');
  const [command = '', ...args] = JSON.parse(text.slice(text.indexOf('CMD ') + 4)) as string[];
  return new Promise((resolve) => {
    const child = execFile(command, args, { env: { ...process.env, PORT: String(port) } });
    child.on('exit', (code) => resolve(code ?? -1));
  });
}

const serviceSchema = z.looseObject({
  image: z.string(),
  build: z.string().optional(),
  init: z.boolean().optional(),
  command: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()),
  read_only: z.boolean().optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  stop_grace_period: z.string().optional(),
});
const compose = z
  .object({
    services: z.object({ redis: serviceSchema, limner: serviceSchema }),
    volumes: z.record(z.string(), z.null()),
  })
  .parse(parse(read('docker-compose.yml')));
const { redis, limner } = compose.services;

describe('docker-compose.yml', () => {
  it('waits for a healthy Redis and keeps both data in volumes that exist', () => {
    expect(limner.depends_on).toEqual({ redis: { condition: 'service_healthy' } });
    expect(redis.healthcheck?.test).toEqual(['CMD', 'redis-cli', 'ping']);
    expect([...redis.volumes, ...limner.volumes]).toEqual(['redis:/data', 'data:/data']);
    expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(['redis', 'data']));
  });

  it('requires a password and publishes on this machine alone', () => {
    expect(limner.environment?.['WEB_PASSWORD']).toMatch(/^\$\{WEB_PASSWORD:\?[^}]+\}$/);
    expect(limner.ports).toEqual(['127.0.0.1:3000:3000']);
    expect(redis.ports).toBeUndefined();
  });

  it('gives Limner an environment that it accepts without a warning', () => {
    const config = loadConfig({ ...limner.environment, WEB_PASSWORD: 'a long password' }, { cwd: tmpdir() });

    expect(config).toMatchObject({
      store: { url: 'redis://redis:6379' },
      dataDir: '/data',
      http: { host: '0.0.0.0', port: 3000, password: 'a long password' },
      warnings: [],
    });
  });

  it('leaves a stop longer than Limner takes for it at most', () => {
    const graceMs = Number(/^(\d+)s$/.exec(limner.stop_grace_period ?? '')?.[1]) * 1000;

    // src/main.ts gives up 15 s after the grace.
    expect(graceMs).toBeGreaterThan(loadConfig({}, { cwd: tmpdir() }).shutdownGraceMs + 15_000);
  });

  it('runs Limner on a file system that cannot be written, without rights', () => {
    expect(limner).toMatchObject({
      build: '.',
      read_only: true,
      tmpfs: ['/tmp'],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it('starts a Redis that forgets nothing', async () => {
    const [binary = '', ...args] = redis.command ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'limner-compose-'));
    const socket = join(folder, 'redis.sock');
    const server = spawn(binary, [...args, '--port', '0', '--unixsocket', socket, '--dir', folder], {
      stdio: 'ignore',
    });
    const client = new Redis({ path: socket, retryStrategy: () => 20, maxRetriesPerRequest: null });
    client.on('error', () => {});

    const settings = await eventually(() =>
      client.config('GET', 'appendonly', 'appendfsync', 'maxmemory-policy', 'save'),
    );

    client.disconnect();
    server.kill();
    await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
    expect([...(settings as string[])].sort()).toEqual(
      ['appendonly', 'yes', 'appendfsync', 'always', 'maxmemory-policy', 'noeviction', 'save', ''].sort(),
    );
  });
});

describe('the workflow', () => {
  it('runs the very script that a person runs, on Debian with both Nodes', () => {
    const workflow = z
      .object({
        jobs: z.object({
          check: z.object({
            container: z.string(),
            strategy: z.object({ matrix: z.object({ node: z.array(z.string()) }) }),
            steps: z.array(z.object({ run: z.string().optional() })),
          }),
        }),
      })
      .parse(parse(read('.github/workflows/ci.yml')));
    const { container, strategy, steps } = workflow.jobs.check;

    expect(container).toBe('node:${{ matrix.node }}-bookworm-slim');
    expect(strategy.matrix.node).toEqual(['20', '22']);
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual(['.ci/run']);
  });
});
