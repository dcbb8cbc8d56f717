import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourcePlace } from '../src/logging/source-places.ts';
import { measureLimner } from './measure/load.ts';

/** What V8 writes with `--cpu-prof`; times in microseconds of the machine's monotonic clock. */
interface CpuProfile {
  readonly startTime: number;
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: {
    readonly functionName: string;
    readonly url: string;
    /** Counted from nought. */
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
  readonly children?: readonly number[];
}

/** One function under its callers, with the time in it and in what it called. */
interface Frame {
  readonly name: string;
  readonly area: Area;
  micros: number;
  readonly calls: Map<string, Frame>;
}

const areas = {
  core: '#e4572e',
  bots: '#f3a712',
  providers: '#a8c686',
  media: '#669bbc',
  packages: '#b8b8d1',
  node: '#d9d9d9',
} as const;
type Area = keyof typeof areas;

const width = 1_200;
const rowHeight = 16;
const headHeight = 48;
const deepest = 36;
/** Narrower ones are not drawn. */
const narrowest = 0.8;
const fontWidth = 6;

/**
 * `npm run bench -- flame`: where the program's CPU goes while it makes pictures, drawn to docs/images/flame-graph.svg. Only
 * the time of the load counts; waiting is left out.
 */
export async function drawFlameGraph(target: URL): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'limner-flame-'));
  try {
    process.env['BENCH_NODE_FLAGS'] = `--cpu-prof --cpu-prof-dir=${folder}`;
    const { from, to } = await measureLimner(20_000, { chats: 16, total: 2_000 });
    const profiles = await Promise.all(
      (await readdir(folder)).map(async (name) => readProfile(join(folder, name))),
    );
    const [profile] = profiles.toSorted((left, right) => right.samples.length - left.samples.length);
    if (!profile) throw new Error('No profile was written');
    await writeFile(target, draw(gather(profile, from, to)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readProfile(path: string): Promise<CpuProfile> {
  return JSON.parse(await readFile(path, 'utf8')) as CpuProfile;
}

/** The samples between two instants, as a tree of calls. */
function gather(profile: CpuProfile, from: number, to: number): Frame {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  );
  const root: Frame = { name: 'all', area: 'node', micros: 0, calls: new Map() };
  let at = profile.startTime;
  profile.samples.forEach((sample, index) => {
    const micros = profile.timeDeltas[index] ?? 0;
    at += micros;
    const stack: ProfileNode[] = [];
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      const node = nodes.get(id);
      if (node && node.callFrame.functionName !== '(root)') stack.unshift(node);
    }
    if (at < from || at > to || stack.at(-1)?.callFrame.functionName === '(idle)') return;
    let frame = root;
    frame.micros += micros;
    for (const { callFrame } of stack) {
      const { name, area } = nameOf(callFrame);
      const next = frame.calls.get(name) ?? { name, area, micros: 0, calls: new Map() };
      next.micros += micros;
      frame.calls.set(name, next);
      frame = next;
    }
  });
  return root;
}

const sources = new Map<string, string>();

/** The program is built into few files; what a function stands in is told by their maps. */
function sourceOf({ url, lineNumber, columnNumber }: ProfileNode['callFrame']): string {
  const key = `${url}:${lineNumber}:${columnNumber}`;
  const source = sources.get(key) ?? sourcePlace(url, lineNumber + 1, columnNumber + 1) ?? url;
  sources.set(key, source);
  return source;
}

function nameOf(callFrame: ProfileNode['callFrame']): { name: string; area: Area } {
  const { functionName } = callFrame;
  const url = sourceOf(callFrame);
  const pack = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  const own = pack ? undefined : /src\/(core|bots|providers|media)\//.exec(url)?.[1];
  const file =
    url
      .split('/')
      .at(-1)
      ?.replace(/\.[jt]s(:\d+)*$/, '') ?? '';
  const where = pack ?? file;
  const what = functionName || '(anonymous)';
  return { name: where ? `${what} · ${where}` : what, area: isArea(own) ? own : pack ? 'packages' : 'node' };
}

function isArea(name: string | undefined): name is Area {
  return name !== undefined && name in areas;
}

function draw(root: Frame): string {
  const boxes: string[] = [];
  let lowest = 0;
  const place = (frame: Frame, left: number, depth: number): void => {
    const wide = (width * frame.micros) / root.micros;
    if (wide < narrowest || depth > deepest) return;
    lowest = Math.max(lowest, depth);
    const share = `${((100 * frame.micros) / root.micros).toFixed(1)} %`;
    const top = headHeight + depth * rowHeight;
    const letters = Math.floor((wide - 4) / fontWidth);
    const label = letters < 3 ? '' : frame.name.slice(0, letters);
    boxes.push(
      `<g><title>${escaped(frame.name)}: ${share}</title><rect x="${left.toFixed(1)}" y="${top}" width="${wide.toFixed(1)}" height="${rowHeight - 1}" fill="${areas[frame.area]}"/><text x="${(left + 2).toFixed(1)}" y="${top + 11}">${escaped(label)}</text></g>`,
    );
    let from = left;
    for (const call of [...frame.calls.values()].toSorted((one, other) => other.micros - one.micros)) {
      place(call, from, depth + 1);
      from += (width * call.micros) / root.micros;
    }
  };
  place(root, 0, 0);
  const height = headHeight + (lowest + 1) * rowHeight;
  const legend = Object.entries(areas).map(
    ([area, colour], index) =>
      `<rect x="${8 + index * 110}" y="26" width="12" height="12" fill="${colour}"/><text x="${24 + index * 110}" y="36">${area}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="10">
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="8" y="16" font-size="13">CPU of the program while it makes pictures of 20 kB, sixteen at once; callers above, wider is more</text>
${legend.join('\n')}
${boxes.join('\n')}
</svg>
`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
