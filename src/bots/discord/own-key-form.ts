import { ComponentType, TextInputStyle } from '@discordjs/core/http-only';
import type { Json } from '../../core/ports/delivery-channel.ts';
import type { OwnKeys } from '../../core/ports/own-keys.ts';
import { truncate } from '../shared/text.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { readInteraction, userKey } from './interaction.ts';

/** The form's id and the names of its fields. */
export const ownKeyForm = 'ownkey';
export const ownKeyFields = { gateway: 'gateway', key: 'key' } as const;

const longestKey = 512;

/** A form for a key: an option of the command would stay in the client's history, a form's text does not. */
export function keyForm(
  gateways: readonly string[],
  { common }: DiscordTranslator,
  providerTitle: (id: string) => string,
): object {
  const choices = gateways.slice(0, 25).map((id, index) => ({
    label: truncate(providerTitle(id), 100),
    value: id,
    default: index === 0,
  }));
  const gateway = {
    type: ComponentType.StringSelect,
    custom_id: ownKeyFields.gateway,
    required: true,
    options: choices,
  };
  const key = {
    type: ComponentType.TextInput,
    custom_id: ownKeyFields.key,
    style: TextInputStyle.Short,
    required: true,
    max_length: longestKey,
  };
  return {
    custom_id: ownKeyForm,
    title: truncate(common.say('own-key.form-title'), 45),
    components: [label(common.say('own-key.gateway'), gateway), label(common.say('own-key.key'), key)],
  };
}

/** The same interaction, with the key of such a form encrypted: what comes after this is written down and worked on. */
export function withSealedKey(payload: Json, ownKeys: Pick<OwnKeys, 'seal'>): Json {
  const form = isKeyForm(payload) ? readInteraction(payload, 0) : undefined;
  if (form?.kind !== 'form') return payload;
  const gateway = form.choices.get(ownKeyFields.gateway)?.[0] ?? '';
  const owner = { userId: userKey(form.userId), gateway };
  return JSON.parse(JSON.stringify(payload), (_name, value: unknown) =>
    isKeyField(value) ? { ...value, value: ownKeys.seal(owner, value.value) } : value,
  ) as Json;
}

function isKeyForm(payload: Json): boolean {
  const { data } = payload as { data?: { custom_id?: unknown } };
  return data?.custom_id === ownKeyForm;
}

function isKeyField(value: unknown): value is { value: string } {
  if (typeof value !== 'object' || value === null) return false;
  const field = value as { custom_id?: unknown; value?: unknown };
  return field.custom_id === ownKeyFields.key && typeof field.value === 'string';
}

function label(text: string, component: object): object {
  return { type: ComponentType.Label, label: truncate(text, 45), component };
}
