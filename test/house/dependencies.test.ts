import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

const versions = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: versions, devDependencies: versions, overrides: versions })
  .parse(JSON.parse(read('package.json')));
const installed = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  dev: z.boolean().default(false),
  optional: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
});
const { packages } = z
  .object({ packages: z.record(z.string(), installed) })
  .parse(JSON.parse(read('package-lock.json')));
const all = Object.entries(packages).filter(([path]) => path !== '');
const page = read('docs/dependencies.md');

/** Every row: a name, a reason, a licence. */
const listed = [...page.matchAll(/^\| `([^`]+)`\s+\| \S.* \| [\w.-]+\s+\|$/gm)].map(([, name = '']) => name);

describe('Dependencies', () => {
  it('are all listed with a reason and a licence, and nothing else is', () => {
    const all = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];

    expect(listed.toSorted()).toEqual(all.toSorted());
  });

  it('are pinned to one version each, and the lockfile to one content each', () => {
    const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides };

    expect(Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    // Of packages for other systems the lockfile holds the version alone.
    const here = all.filter(([, { optional }]) => !optional);
    expect(here.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
    expect(all.filter(([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'))).toEqual([]); // prettier-ignore
  });

  it('are no more than the page says', () => {
    const most = Number(/fewer than (\d+) packages in a running Limner/.exec(page)?.[1]);

    expect(all.filter(([, { dev, optional }]) => !dev && !optional).length).toBeLessThan(most);
  });

  it('need no install script: those that have one are known, and none is run', () => {
    const scripted = all
      .filter(([, one]) => one.hasInstallScript)
      .map(([path]) => path.split('node_modules/').at(-1));
    const known = ['esbuild', 'fsevents', 'msgpackr-extract'];
    const installs = [read('scripts/setup.sh'), read('Dockerfile')].flatMap((text) =>
      text.split('\n').filter((line) => /^[^#]*\bnpm (ci|install|prune)\b/.test(line)),
    );

    expect(scripted.filter((name) => !known.includes(name ?? ''))).toEqual([]);
    expect(installs.length).toBeGreaterThan(2);
    expect(installs.filter((line) => !line.includes('--ignore-scripts'))).toEqual([]);
  });

  it('are all in the bill of materials, which is made offline', async () => {
    const npm = ['run', '--silent', 'sbom'];
    const env = { ...process.env, npm_config_offline: 'true' };
    const { stdout } = await promisify(execFile)('npm', npm, { cwd: root, env, maxBuffer: 2 ** 26 });
    const bill = z
      .object({
        bomFormat: z.literal('CycloneDX'),
        metadata: z.object({ component: z.object({ name: z.string() }) }),
        components: z.array(z.object({ name: z.string(), version: z.string(), purl: z.string() })),
      })
      .parse(JSON.parse(stdout));

    const components = new Map(bill.components.map(({ name, version }) => [name, version]));
    for (const [name, version] of Object.entries(manifest.dependencies)) {
      expect([name, components.get(name)]).toEqual([name, version]);
    }
    expect([components.has('preact'), components.has('vitest')]).toEqual([true, false]);
    expect(bill.metadata.component.name).toBe('limner');
  }, 60_000);
});
