import type { ConfigView } from '../../api/account-view.ts';
import { say } from '../say.ts';

/** A picture that goes along with a prompt. */
export type Reference = Named &
  (
    | {
        readonly kind: 'file';
        readonly key: string;
        readonly name: string;
        readonly file: File;
        readonly url: string;
      }
    | { readonly kind: 'link'; readonly key: string; readonly name: string; readonly url: string }
    /** A finished picture of the same person. */
    | {
        readonly kind: 'own';
        readonly key: string;
        readonly name: string;
        readonly id: string;
        /** Of its thumbnail. */
        readonly url: string;
        readonly isCovered: boolean;
      }
  );

interface Named {
  /** What its user calls it: "person", "jacket". */
  readonly called?: string;
}

export type OwnReference = Extract<Reference, { kind: 'own' }>;

let serial = 0;

/** Adds files as far as they can be used; a sentence for the first that cannot. `before` others go along already. */
export function addFiles(
  references: readonly Reference[],
  files: readonly File[],
  limits: ConfigView['limits'],
  before = 0,
): { references: readonly Reference[]; problem?: string } {
  const next = [...references];
  let problem: string | undefined;
  for (const file of files) {
    const refusal = refusalOf(file, before + next.length, limits);
    if (refusal) problem ??= refusal;
    else
      next.push({ kind: 'file', key: nextKey(), name: nameOf(file), file, url: URL.createObjectURL(file) });
  }
  return problem === undefined ? { references: next } : { references: next, problem };
}

export function addLink(
  references: readonly Reference[],
  url: string,
  limits: ConfigView['limits'],
  before = 0,
): { references: readonly Reference[]; problem?: string } {
  if (before + references.length >= limits.maxReferences) return { references, problem: tooMany(limits) };
  const name = new URL(url).pathname.split('/').at(-1) || new URL(url).host;
  return { references: [...references, { kind: 'link', key: nextKey(), name, url }] };
}

/** Adds a finished picture; one that is there already stays where it is. */
export function addOwn(
  references: readonly Reference[],
  own: Omit<OwnReference, 'kind' | 'key' | 'url'>,
  limits: ConfigView['limits'],
  before = 0,
): { references: readonly Reference[]; problem?: string } {
  if (references.some((one) => one.kind === 'own' && one.id === own.id)) return { references };
  if (before + references.length >= limits.maxReferences) return { references, problem: tooMany(limits) };
  return {
    references: [
      ...references,
      { ...own, kind: 'own', key: nextKey(), url: thumbnailOf(own.id), name: shortened(own.name) },
    ],
  };
}

/** Address of a small WebP of one's own picture. */
export function thumbnailOf(pictureId: string): string {
  return `/api/pictures/${pictureId}/sticker`;
}

/** What the gateway is told about the pictures: "1 = person, 3 = jacket". `before` others come first. */
export function namesOf(references: readonly Reference[], before: number): string {
  return references
    .flatMap(({ called }, at) => (called === undefined ? [] : [`${before + at + 1} = ${called}`]))
    .join(', ');
}

/** With a name, or without one where nothing is left of the text. */
export function calling(reference: Reference, text: string): Reference {
  // What parts names from each other cannot stand in one.
  const called = shortened(text.replace(/[,;，；、\s]+/gu, ' ').trim());
  const { called: _old, ...rest } = reference;
  return called === '' ? rest : { ...rest, called };
}

/** Frees what the browser holds for thumbnails that are shown no more. */
export function forget(reference: Reference): void {
  if (reference.kind === 'file') URL.revokeObjectURL(reference.url);
}

function refusalOf(file: File, already: number, limits: ConfigView['limits']): string | undefined {
  // Some systems know no type for HEIC; the server looks at the content anyway.
  const isPicture =
    file.type.startsWith('image/') || (file.type === '' && /\.(heic|heif|avif)$/i.test(file.name));
  if (!isPicture) return say('composer.not-a-picture', { name: nameOf(file) });
  if (file.size > limits.maxFileBytes) {
    return say('composer.too-large', { name: nameOf(file), megabytes: limits.maxFileBytes / 1024 / 1024 });
  }
  return already >= limits.maxReferences ? tooMany(limits) : undefined;
}

function tooMany({ maxReferences }: ConfigView['limits']): string {
  return say('composer.too-many', { max: maxReferences });
}

function nameOf({ name }: File): string {
  return shortened(name);
}

function shortened(name: string): string {
  const letters = [...name];
  return letters.length > 40 ? `${letters.slice(0, 37).join('')}…` : name;
}

function nextKey(): string {
  serial += 1;
  return `reference-${serial}`;
}
