import type { ConfigView } from '../../api/account-view.ts';
import { addOwn, calling, type OwnReference, type Reference } from './references.ts';
import { readSaved, save } from './saved.ts';

/** How long what was put aside is remembered after the last picture. */
const keptMs = 600_000;

interface Saved {
  readonly until: number;
  readonly pictures: readonly Pick<OwnReference, 'id' | 'name' | 'isCovered' | 'called'>[];
}

/** Keeps one's own pictures among those that go along, for a page that is loaded anew; uploads are not ours to keep. */
export function rememberCollected(references: readonly Reference[]): void {
  const pictures = references.flatMap((one) =>
    one.kind === 'own'
      ? [
          {
            id: one.id,
            name: one.name,
            isCovered: one.isCovered,
            ...(one.called ? { called: one.called } : {}),
          },
        ]
      : [],
  );
  save('collected', { until: Date.now() + keptMs, pictures } satisfies Saved);
}

/** What was put aside in the last ten minutes, in its order. */
export function readCollected({ limits }: ConfigView): readonly Reference[] {
  const saved = readSaved('collected') as Partial<Saved> | null | undefined;
  if (!saved || typeof saved.until !== 'number' || saved.until < Date.now()) return [];
  const pictures = Array.isArray(saved.pictures) ? (saved.pictures as readonly unknown[]) : [];
  return pictures
    .filter(isKept)
    .reduce<readonly Reference[]>(
      (references, { id, name, isCovered, called = '' }) =>
        addOwn(references, { id, name, isCovered }, limits).references.map((one) =>
          one.kind === 'own' && one.id === id ? calling(one, called) : one,
        ),
      [],
    );
}

function isKept(one: unknown): one is Saved['pictures'][number] {
  const { id, name, isCovered, called } = (one ?? {}) as Partial<Saved['pictures'][number]>;
  return (
    typeof id === 'string' &&
    /^[\w-]{1,40}$/.test(id) &&
    typeof name === 'string' &&
    typeof isCovered === 'boolean' &&
    (called === undefined || typeof called === 'string')
  );
}
