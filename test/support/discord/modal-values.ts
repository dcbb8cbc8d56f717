import type { LocalFile } from './file-store.ts';
import { isObject } from './form-errors.ts';
import { attachmentJson } from './message-json.ts';
import type { JsonObject } from './model.ts';
import { checkFileType } from './slash-options.ts';
import type { DiscordState } from './state.ts';
import { componentType } from './validate-components.ts';

/** What a user enters: text, chosen values, files, or a switch. Fields left out keep their preset value. */
export type ModalValue = string | boolean | readonly string[] | readonly LocalFile[];

/** The `data` of a modal submission; throws on anything Discord's client would not let through. */
export async function fillModal(
  state: DiscordState,
  modal: JsonObject,
  values: { readonly [customId: string]: ModalValue },
  channelId: string,
): Promise<JsonObject> {
  const attachments: JsonObject = {};
  const used = new Set<string>();
  const fill = async (field: JsonObject, id: number): Promise<JsonObject> => {
    const customId = String(field['custom_id']);
    used.add(customId);
    const base = { type: field['type'], id, custom_id: customId };
    return { ...base, ...(await fillField(state, field, values[customId], channelId, attachments)) };
  };

  const components: JsonObject[] = [];
  const topLevel = (modal['components'] as JsonObject[]).entries();
  for (const [index, component] of topLevel) {
    const id = index * 2 + 1;
    const inner = component['component'];
    const row = component['components'];
    if (isObject(inner))
      components.push({ type: component['type'], id, component: await fill(inner, id + 1) });
    else if (Array.isArray(row)) {
      const children = [];
      for (const child of row as JsonObject[]) children.push(await fill(child, id + 1));
      components.push({ type: component['type'], id, components: children });
    } else components.push({ type: component['type'], id });
  }
  const unknown = Object.keys(values).filter((customId) => !used.has(customId));
  if (unknown.length > 0)
    throw new Error(`The form has no field ${unknown.join(', ')}; it has ${[...used].join(', ')}`);
  const resolved = Object.keys(attachments).length > 0 ? { resolved: { attachments } } : {};
  return { custom_id: modal['custom_id'], components, ...resolved };
}

async function fillField(
  state: DiscordState,
  field: JsonObject,
  value: ModalValue | undefined,
  channelId: string,
  attachments: JsonObject,
): Promise<JsonObject> {
  const name = String(field['custom_id']);
  const required = field['required'] !== false;
  switch (field['type']) {
    case componentType.textInput: {
      const text = String(value ?? field['value'] ?? '');
      const min = Number(field['min_length'] ?? 0);
      const max = Number(field['max_length'] ?? 4000);
      if (required && text === '') throw new Error(`The form needs ${name}`);
      if (text !== '' && (text.length < min || text.length > max))
        throw new Error(`${name} takes ${min} to ${max} characters`);
      return { value: text };
    }
    case componentType.fileUpload: {
      const files = (Array.isArray(value) ? value : []) as readonly LocalFile[];
      checkCount(name, files.length, field, required);
      const ids: string[] = [];
      for (const file of files) {
        checkFileType(name, file, field['file_types']);
        const attachment = await state.upload(file, channelId, true);
        attachments[attachment.id] = attachmentJson(state, attachment);
        ids.push(attachment.id);
      }
      return { values: ids };
    }
    case componentType.checkbox:
      return { value: value ?? field['default'] ?? false };
    case componentType.radioGroup: {
      const chosen = value ?? presets(field)[0] ?? null;
      if (required && chosen === null) throw new Error(`The form needs ${name}`);
      if (chosen !== null) checkChosen(name, [String(chosen)], field);
      return { value: chosen };
    }
    default: {
      const chosen = (Array.isArray(value) ? value : presets(field)).map(String);
      checkCount(name, chosen.length, field, required);
      checkChosen(name, chosen, field);
      return { values: chosen };
    }
  }
}

function presets(field: JsonObject): string[] {
  const options = Array.isArray(field['options']) ? (field['options'] as JsonObject[]) : [];
  return options.filter((option) => option['default'] === true).map((option) => String(option['value']));
}

function checkCount(name: string, count: number, field: JsonObject, required: boolean): void {
  const min = required ? Number(field['min_values'] ?? 1) : 0;
  const max = Number(field['max_values'] ?? 1);
  if (count < min || count > max) throw new Error(`${name} takes ${min} to ${max} values, not ${count}`);
}

function checkChosen(name: string, chosen: readonly string[], field: JsonObject): void {
  const options = Array.isArray(field['options']) ? (field['options'] as JsonObject[]) : undefined;
  const foreign = options
    ? chosen.filter((value) => !options.some((option) => option['value'] === value))
    : [];
  if (foreign.length > 0) throw new Error(`${name} has no option ${foreign.join(', ')}`);
}
