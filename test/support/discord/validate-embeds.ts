import { type FormErrors, isObject } from './form-errors.ts';
import type { JsonObject } from './model.ts';

/** Embed limits: 10 embeds, 6,000 characters over all of them. */
export function validateEmbeds(form: FormErrors, value: unknown): void {
  let total = 0;
  const count = (text: unknown): void => {
    if (typeof text === 'string') total += text.length;
  };
  form.list(['embeds'], value, 0, 10).forEach((embed, index) => {
    const path = ['embeds', index];
    if (!form.object(path, embed)) return;
    form.text([...path, 'title'], embed['title'], 0, 256);
    form.text([...path, 'description'], embed['description'], 0, 4096);
    count(embed['title']);
    count(embed['description']);
    for (const [part, field, max] of parts) {
      const inner = embed[part];
      if (!isObject(inner)) continue;
      form.text([...path, part, field], inner[field], 1, max);
      count(inner[field]);
    }
    form.list([...path, 'fields'], embed['fields'], 0, 25).forEach((field, fieldIndex) => {
      const at = [...path, 'fields', fieldIndex];
      if (!form.object(at, field)) return;
      form.text([...at, 'name'], field['name'], 1, 256);
      form.text([...at, 'value'], field['value'], 1, 1024);
      count(field['name']);
      count(field['value']);
    });
    validateUrls(form, path, embed);
    form.integer([...path, 'color'], embed['color'] ?? undefined, 0, 0xffffff);
  });
  if (total > 6000) {
    form.add(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
  }
}

function validateUrls(form: FormErrors, path: readonly (string | number)[], embed: JsonObject): void {
  for (const part of ['image', 'thumbnail', 'video']) {
    const media = embed[part];
    if (!isObject(media)) continue;
    if (form.text([...path, part, 'url'], media['url'], 1, 2048) && !mediaUrl.test(media['url'])) {
      form.add(
        [...path, part, 'url'],
        'URL_TYPE_INVALID_SCHEME',
        "Scheme must be one of ('http', 'https', 'attachment').",
      );
    }
  }
}

const mediaUrl = /^(https?|attachment):\/\/\S+$/;
const parts = [
  ['footer', 'text', 2048],
  ['author', 'name', 256],
] as const;
