// A bill of materials of a running Limner, as CycloneDX JSON on standard output. Read from the lockfile, without a
// network. npm makes it of everything; what is only there for development is left out here, because npm's own way of
// leaving it out also drops a package that a development tool could use.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const { name } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
/** Built into the page by vite. */
const bundled = new Set(['preact']);

const text = execFileSync(
  'npm',
  ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only', '--loglevel=error'],
  { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 },
);
const bill = JSON.parse(text);
const components = bill.components.filter((one) => bundled.has(one.name) || !isForDevelopment(one));
const kept = new Set([bill.metadata.component['bom-ref'], ...components.map((one) => one['bom-ref'])]);
const dependencies = bill.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));
// npm calls it after its folder.
const metadata = { ...bill.metadata, component: { ...bill.metadata.component, name } };

process.stdout.write(`${JSON.stringify({ ...bill, metadata, components, dependencies }, undefined, 2)}\n`);

function isForDevelopment({ properties }) {
  return (properties ?? []).some((one) => one.name === 'cdx:npm:package:development' && one.value === 'true');
}
