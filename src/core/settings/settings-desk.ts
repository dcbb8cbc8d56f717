import { z } from 'zod';
import { AppError } from '../errors.ts';
import { formats, qualities, ratios, resolutions } from '../generation/image-request.ts';
// prettier-ignore
import type {
  DefaultWords, PersonalSettings, SettingChanges, Settings, SettingsHere,
} from '../ports/settings.ts';

type Fields = Readonly<Record<string, string>>;

/** How long what was read is believed without asking again, milliseconds: what another process changed is seen by then. */
const believedMs = 300;
const rememberedOwners = 1_000;

/** Keeps settings as fields of text, one set for each owner. */
export interface SettingsStore {
  read(owner: string): Promise<Fields>;
  /** Sets the first, forgets the second. */
  write(owner: string, set: Readonly<Record<string, string>>, drop: readonly string[]): Promise<void>;
  forget(owner: string): Promise<void>;
}

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

const words = {
  ratio: z.enum(ratios),
  resolution: z.enum(resolutions),
  quality: z.enum(qualities),
  format: z.enum(formats),
  private: flag,
};
const schemas: Readonly<Record<string, z.ZodType>> = {
  ...words,
  language: z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  avatar: flag,
};
const wordNames: ReadonlySet<string> = new Set(Object.keys(words));

/** Reads and changes settings; what an older or newer version wrote and this one does not know is left alone. */
export class SettingsDesk implements Settings {
  readonly #store: SettingsStore;
  readonly #now: () => number;
  /** One request asks for the same several times: its language, its usual words, the words of its place. */
  readonly #lately = new Map<string, { readonly fields: Promise<Fields>; readonly until: number }>();

  constructor(store: SettingsStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  async personal(userId: string): Promise<PersonalSettings> {
    return readFields(await this.#read(userOwner(userId)));
  }

  async here({ userId, placeId }: Parameters<Settings['here']>[0]): Promise<SettingsHere> {
    const [own, shared] = await Promise.all([
      this.#read(userOwner(userId)),
      placeId === undefined ? {} : this.#read(placeOwner(placeId)),
    ]);
    return { personal: readFields(own), place: readFields(shared, wordNames) };
  }

  async changePersonal(userId: string, changes: SettingChanges<PersonalSettings>): Promise<PersonalSettings> {
    await this.#change(userOwner(userId), changes);
    return this.personal(userId);
  }

  async changePlace(placeId: string, changes: SettingChanges<DefaultWords>): Promise<DefaultWords> {
    await this.#change(placeOwner(placeId), changes, wordNames);
    return readFields(await this.#read(placeOwner(placeId)), wordNames);
  }

  async forget(userId: string): Promise<void> {
    await this.#store.forget(userOwner(userId));
    this.#lately.delete(userOwner(userId));
  }

  #read(owner: string): Promise<Fields> {
    const at = this.#now();
    const known = this.#lately.get(owner);
    if (known && at < known.until) return known.fields;
    if (this.#lately.size >= rememberedOwners) this.#lately.clear();
    const fields = this.#store.read(owner);
    this.#lately.set(owner, { fields, until: at + believedMs });
    fields.catch(() => this.#lately.delete(owner));
    return fields;
  }

  async #change(owner: string, changes: object, allowed?: ReadonlySet<string>): Promise<void> {
    const set: Record<string, string> = {};
    const drop: string[] = [];
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) continue;
      const schema = allowed && !allowed.has(name) ? undefined : schemas[name];
      if (value === null) {
        drop.push(name);
        continue;
      }
      const parsed = schema?.safeParse(value);
      if (!parsed?.success) throw new AppError('No such setting', { code: 'invalid-input' });
      set[name] = String(parsed.data);
    }
    await this.#store.write(owner, set, drop);
    this.#lately.delete(owner);
  }
}

function readFields(
  fields: Readonly<Record<string, string>>,
  allowed?: ReadonlySet<string>,
): PersonalSettings {
  const known = Object.entries(fields).flatMap(([name, text]) => {
    const parsed = allowed && !allowed.has(name) ? undefined : schemas[name]?.safeParse(text);
    return parsed?.success ? [[name, parsed.data]] : [];
  });
  return Object.fromEntries(known) as PersonalSettings;
}

function userOwner(userId: string): string {
  return `u:${userId}`;
}

function placeOwner(placeId: string): string {
  return `p:${placeId}`;
}
