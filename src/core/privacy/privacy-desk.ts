import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Readable } from 'node:stream';
import { isTerminal, picturesOf, statusOf } from '../generation/generation.ts';
import type { Logger } from '../ports/logger.ts';
import type { ArchiveEntry, Media, StagedImage } from '../ports/media.ts';
import type { ExportPart, Forgotten, LinkedExport, PersonalExport, PersonalSummary, Privacy } from '../ports/privacy.ts'; // prettier-ignore
import { forgetPerson } from './forget-person.ts';
import { entryOf, personalLists, personalOriginals } from './personal-archive.ts';
import type { PrivacyStore } from './privacy-store.ts';

/** How long a link to an export is good, milliseconds. */
export const exportLifeMs = 24 * 3_600_000;
/** What an archive needs beside the bytes of an original: two headers with its name. */
const entryOverhead = 512;
/** Room that is left for the lists in the first part, and for an archive's own headers in each. */
const listShare = 0.2;

export interface PrivacyDeskConfig {
  readonly store: PrivacyStore;
  readonly media: Media;
  /** Withdraws everything of a person that is unfinished. */
  readonly cancelAll: (userId: string) => Promise<unknown>;
  readonly secretKey: string;
  /** Without a slash at the end. */
  readonly publicUrl: string | undefined;
  readonly logger: Logger;
  readonly now: () => number;
  readonly randomId: () => string;
}

/** What is stored about a person: shown, exported, forgotten. */
export class PrivacyDesk implements Privacy {
  readonly #config: PrivacyDeskConfig;

  constructor(config: PrivacyDeskConfig) {
    this.#config = config;
  }

  async summary(userId: string): Promise<PersonalSummary> {
    const { store } = this.#config;
    const sum = { requests: 0, unfinished: 0, pictures: 0, references: 0, byteLength: 0, ledgerLines: 0 };
    let since: number | undefined;
    for await (const generation of store.generations(userId)) {
      sum.requests += 1;
      if (!isTerminal(statusOf(generation))) sum.unfinished += 1;
      sum.pictures += picturesOf(generation).length;
      const given = [...generation.references, ...(generation.mask ? [generation.mask] : [])];
      sum.references += given.length;
      for (const { byteLength } of [...picturesOf(generation), ...given]) sum.byteLength += byteLength;
      since = generation.createdAt;
    }
    for await (const _line of store.ledgerLines(userId)) sum.ledgerLines += 1;
    const others: { name: string; count: number }[] = [];
    for await (const { name, count } of store.others(userId)) others.push({ name, count });
    return { ...sum, others, ...(since === undefined ? {} : { since }) };
  }

  archive(userId: string): Readable {
    return this.#config.media.archive(this.#everything(userId));
  }

  async export(userId: string, { maxBytes }: { readonly maxBytes: number }): Promise<PersonalExport> {
    const { media } = this.#config;
    const parts: ExportPart[] = [];
    let left = 0;
    const write = async (entries: readonly ArchiveEntry[]): Promise<void> => {
      const file = await media.stage(media.archive(entries), maxBytes);
      parts.push({ path: file.path, byteLength: file.byteLength, name: partName(parts.length + 1) });
    };
    try {
      let entries = [...personalLists(userId, this.#config)];
      let used = Math.floor(maxBytes * listShare);
      for await (const original of personalOriginals(userId, this.#config)) {
        const bytes = original.image.byteLength + entryOverhead;
        if (bytes > maxBytes) {
          left += 1;
          continue;
        }
        if (used + bytes > maxBytes) {
          await write(entries);
          [entries, used] = [[], entryOverhead];
        }
        entries.push(entryOf(original, media));
        used += bytes;
      }
      await write(entries);
      return { parts, left };
    } catch (error) {
      for (const part of parts) await this.discard(part);
      throw error;
    }
  }

  async exportLink(userId: string) {
    const { publicUrl, store, now, randomId } = this.#config;
    if (publicUrl === undefined) return undefined;
    await this.#dropExports((kept) => kept.userId === userId);
    const { byteLength } = await this.summary(userId);
    const id = randomId();
    await store.saveExport(id, { userId, name: partName(1), expiresAt: now() + exportLifeMs });
    return { url: `${publicUrl}/export/${id}.${this.#signature(id)}`, byteLength };
  }

  async openExport(token: string): Promise<LinkedExport | undefined> {
    const { store, now } = this.#config;
    const [, id = '', given = ''] = /^([0-9a-z]{8,40})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
    if (id === '' || !timingSafeEqual(Buffer.from(given), Buffer.from(this.#signature(id)))) return undefined;
    const kept = await store.findExport(id);
    if (!kept || kept.expiresAt <= now()) return undefined;
    return { name: kept.name, open: () => this.archive(kept.userId) };
  }

  async discard(part: ExportPart): Promise<void> {
    await this.#config.media.discard({ ...part, sha256: '' } satisfies StagedImage);
  }

  async forget(userId: string): Promise<Forgotten> {
    await this.#dropExports((kept) => kept.userId === userId);
    return forgetPerson(userId, this.#config);
  }

  async resume(): Promise<void> {
    const { store, now } = this.#config;
    await this.#dropExports(({ expiresAt }) => expiresAt <= now());
    for (const { userId } of await store.tasks()) await forgetPerson(userId, this.#config, 'resume');
    await store.resumeRewrite();
  }

  async *#everything(userId: string): AsyncGenerator<ArchiveEntry> {
    yield* personalLists(userId, this.#config);
    for await (const original of personalOriginals(userId, this.#config)) {
      yield entryOf(original, this.#config.media);
    }
  }

  async #dropExports(isMeant: (kept: { userId: string; expiresAt: number }) => boolean): Promise<void> {
    const { store } = this.#config;
    for (const [id, kept] of await store.exports()) {
      if (isMeant(kept)) await store.deleteExport(id);
    }
  }

  /** The purpose is part of what is signed, so that no other signature made with the key opens an export. */
  #signature(id: string): string {
    return createHmac('sha256', this.#config.secretKey).update(`export ${id}`).digest('base64url');
  }
}

function partName(number: number): string {
  return number === 1 ? 'limner-export.zip' : `limner-export-${number}.zip`;
}
