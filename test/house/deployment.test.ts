import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../../src/config.ts';
import { settings } from '../../src/config/settings.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'limner-deployment-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** src/main.ts gives up 15 s after the grace. */
const closingMs = 15_000;

const service = z.looseObject({
  profiles: z.array(z.string()).optional(),
  scale: z.number().optional(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z.record(z.string(), z.unknown()).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
});
const compose = z
  .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) })
  .parse(parse(read('docker-compose.yml'), { merge: true }));

describe('the profile "split" of docker-compose.yml', () => {
  const { receiver, worker, s3 } = compose.services;
  const given = (text: string): string => text.replace(/\$\{\w+:-([^}]*)\}|\$\{[^}]*\}/g, '$1');
  const configOf = (environment: Readonly<Record<string, string>> = {}) =>
    loadConfig(
      {
        ...Object.fromEntries(Object.entries(environment).map(([name, text]) => [name, given(text)])),
        ...{ WEB_PASSWORD: 'a long password', SECRET_KEY: 'k'.repeat(43), S3_SECRET_ACCESS_KEY: 'a-key' },
      },
      { cwd: folder },
    );

  it('has two receivers, workers and an S3 store, and leaves the one box as it is', () => {
    const split = Object.entries(compose.services).filter(([, { profiles }]) => profiles?.includes('split'));

    expect(split.map(([name, { scale = 1 }]) => [name, scale])).toEqual([
      ['receiver', 2],
      ['worker', 2],
      ['s3', 1],
    ]);
    expect(receiver?.ports).toEqual(['127.0.0.1:3001-3002:3000']);
    expect(worker?.ports).toBeUndefined();
    expect(s3?.volumes).toEqual(['s3:/data']);
    expect(Object.keys(compose.volumes)).toContain('s3');
  });

  it('gives both an environment that they accept without a warning, with one store and one bucket', () => {
    const [receiving, working] = [configOf(receiver?.environment), configOf(worker?.environment)];

    expect([receiving.roles, working.roles]).toEqual([['web'], ['worker']]);
    expect(working).toMatchObject({
      ...{ store: { url: 'redis://redis:6379' }, warnings: [] },
      originals: { endpoint: 'http://s3:9000', bucket: 'limner', accessKeyId: 'limner', pathStyle: true },
    });
    expect(receiving.originals).toEqual(working.originals);
    expect(s3?.environment?.['MINIO_ROOT_USER']).toBe('limner');
  });

  it('shares no folder, writes nowhere but into memory, and stops as gently as the one box', () => {
    for (const one of [receiver, worker]) {
      expect(one?.volumes).toBeUndefined();
      expect(one).toMatchObject({
        ...{ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] },
        ...{ tmpfs: ['/tmp', expect.stringMatching(/^\/data:/)], stop_grace_period: '50s' },
      });
      expect(Object.keys(one?.depends_on ?? {})).toEqual(['redis', 's3']);
    }
  });
});

const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) });
const deployment = z.object({
  kind: z.literal('Deployment'),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    replicas: z.number(),
    selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
    template: z.object({
      metadata: z.object({ labels: z.record(z.string(), z.string()) }),
      spec: z.object({
        automountServiceAccountToken: z.literal(false),
        terminationGracePeriodSeconds: z.number(),
        securityContext: z.looseObject({ runAsNonRoot: z.literal(true), runAsUser: z.number() }),
        containers: z.tuple([
          z.looseObject({
            image: z.string(),
            env: z.array(z.object({ name: z.string(), value: z.string() })),
            ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
            startupProbe: probe,
            livenessProbe: probe,
            readinessProbe: probe,
            securityContext: z.object({
              allowPrivilegeEscalation: z.literal(false),
              readOnlyRootFilesystem: z.literal(true),
              capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
            }),
            volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })),
          }),
        ]),
        volumes: z.array(z.looseObject({ name: z.string() })),
      }),
    }),
  }),
});

describe('deploy/kubernetes', () => {
  const base = z
    .object({
      resources: z.array(z.string()),
      images: z.array(z.object({ name: z.string() })),
      configMapGenerator: z.tuple([z.object({ name: z.literal('limner'), literals: z.array(z.string()) })]),
    })
    .loose()
    .parse(parse(read('deploy/kubernetes/kustomization.yaml')));
  const documents = base.resources.flatMap((name) =>
    parseAllDocuments(read(`deploy/kubernetes/${name}`)).map(
      (document) => document.toJS() as { kind: string },
    ),
  );
  const deployments = documents
    .filter(({ kind }) => kind === 'Deployment')
    .map((one) => deployment.parse(one));
  const literals = Object.fromEntries(
    base.configMapGenerator[0].literals.map(
      (literal) => literal.split(/=(.*)/s).slice(0, 2) as [string, string],
    ),
  );

  /** The environment of a pod, with its secrets in files of this test. */
  const environmentOf = ({ spec }: z.output<typeof deployment>): Record<string, string> => {
    const [{ env }] = spec.template.spec.containers;
    const given = { ...literals, ...Object.fromEntries(env.map(({ name, value }) => [name, value])) };
    return Object.fromEntries(
      Object.entries(given).map(([name, value]) => {
        if (!name.endsWith('_FILE')) return [name, value];
        const plain = name.slice(0, -'_FILE'.length);
        expect(settings[plain]?.secret, plain).toBe(true);
        expect(value).toBe(`/run/secrets/limner/${plain}`);
        const path = join(folder, plain);
        writeFileSync(path, plain === 'REDIS_URL' ? 'redis://store:6379' : 's'.repeat(40));
        return [name, path];
      }),
    );
  };

  it('starts receivers and workers with settings that they accept without a warning', () => {
    const configs = deployments.map((one) => loadConfig(environmentOf(one), { cwd: folder }));

    expect(deployments.map(({ metadata, spec }) => [metadata.name, spec.replicas])).toEqual([
      ['limner-receiver', 2],
      ['limner-worker', 2],
    ]);
    expect(configs.map(({ roles, warnings }) => ({ roles, warnings }))).toEqual([
      { roles: ['web'], warnings: [] },
      { roles: ['worker'], warnings: [] },
    ]);
    for (const { originals, store, http } of configs) {
      expect({ bucket: originals?.bucket, store, host: http.host, port: http.port }).toEqual({
        ...{ bucket: 'limner', store: { url: 'redis://store:6379' }, host: '0.0.0.0', port: 3000 },
      });
    }
  });

  it('asks the probes that exist, and gives a stop the time that Limner takes at most', () => {
    for (const { spec } of deployments) {
      const { terminationGracePeriodSeconds, containers } = spec.template.spec;
      const [{ startupProbe, livenessProbe, readinessProbe, ports }] = containers;
      const { shutdownGraceMs } = loadConfig(
        { SHUTDOWN_GRACE_MS: literals['SHUTDOWN_GRACE_MS'] },
        { cwd: folder },
      );

      expect(terminationGracePeriodSeconds * 1_000).toBeGreaterThan(shutdownGraceMs + closingMs);
      expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet)).toEqual([
        { path: '/healthz', port: 'http' },
        { path: '/healthz', port: 'http' },
        { path: '/readyz', port: 'http' },
      ]);
      expect(ports).toEqual([{ name: 'http', containerPort: Number(literals['PORT']) }]);
    }
  });

  it('writes only where a pod has a volume, and selects its own pods', () => {
    for (const { spec } of deployments) {
      const [{ volumeMounts, image }] = spec.template.spec.containers;

      expect(volumeMounts.map(({ mountPath }) => mountPath)).toEqual([
        '/data',
        '/tmp',
        '/run/secrets/limner',
      ]);
      expect(volumeMounts.map(({ name }) => name)).toEqual(
        spec.template.spec.volumes.map(({ name }) => name),
      );
      expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels);
      expect(base.images.map(({ name }) => name)).toContain(image);
    }
    expect(documents.map(({ kind }) => kind)).toEqual([
      ...['Deployment', 'PodDisruptionBudget', 'Service'],
      ...['Deployment', 'PodDisruptionBudget'],
    ]);
  });
});
