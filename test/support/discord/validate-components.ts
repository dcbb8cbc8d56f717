import { type FormErrors, isObject, type Path } from './form-errors.ts';
import type { JsonObject } from './model.ts';

export const componentType = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

export const selectTypes: readonly number[] = [3, 5, 6, 7, 8];
const legacyTopLevel = [componentType.actionRow];
const v2TopLevel = [1, 9, 10, 12, 13, 14, 17];
const inContainer = [1, 9, 10, 12, 13, 14];

export interface ComponentCheck {
  readonly form: FormErrors;
  /** Names that `attachment://` may refer to. */
  readonly attachmentNames: ReadonlySet<string>;
}

interface Walk extends ComponentCheck {
  readonly customIds: Set<string>;
  readonly ids: Set<number>;
  count: number;
  textLength: number;
}

/** Checks the `components` of a message, by the legacy rules or by those of Components V2. */
export function validateMessageComponents(check: ComponentCheck, value: unknown, v2: boolean): void {
  const path = ['components'];
  const walk: Walk = { ...check, customIds: new Set(), ids: new Set(), count: 0, textLength: 0 };
  const list = check.form.list(path, value, 0, v2 ? 40 : 5);
  list.forEach((item, index) => visit(walk, [...path, index], item, v2 ? v2TopLevel : legacyTopLevel));
  if (walk.count > 40) {
    check.form.add(
      path,
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      'The maximum of 40 components was exceeded',
    );
  }
  if (walk.textLength > 4000) {
    check.form.add(
      path,
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      'The total displayable text must be 4000 or fewer in length.',
    );
  }
}

function visit(walk: Walk, path: Path, value: unknown, allowed: readonly number[]): void {
  if (!walk.form.object(path, value)) return;
  const type = value['type'];
  if (typeof type !== 'number' || !allowed.includes(type)) {
    walk.form.choices([...path, 'type'], allowed);
    return;
  }
  walk.count += 1;
  noteId(walk, path, value['id']);
  visitors[type]?.(walk, path, value);
}

function noteId(walk: Walk, path: Path, id: unknown): void {
  walk.form.integer([...path, 'id'], id, 0, 2_147_483_647);
  if (typeof id !== 'number' || id === 0) return;
  if (walk.ids.has(id))
    walk.form.add([...path, 'id'], 'COMPONENT_DUPLICATED_ID', 'Component id is duplicated');
  walk.ids.add(id);
}

const visitors: { readonly [type: number]: (walk: Walk, path: Path, component: JsonObject) => void } = {
  [componentType.actionRow]: visitActionRow,
  [componentType.button]: visitButton,
  [componentType.stringSelect]: visitSelect,
  [componentType.userSelect]: visitSelect,
  [componentType.roleSelect]: visitSelect,
  [componentType.mentionableSelect]: visitSelect,
  [componentType.channelSelect]: visitSelect,
  [componentType.section]: visitSection,
  [componentType.textDisplay]: visitText,
  [componentType.thumbnail]: visitThumbnail,
  [componentType.mediaGallery]: visitGallery,
  [componentType.file]: visitFile,
  [componentType.separator]: visitSeparator,
  [componentType.container]: visitContainer,
};

function visitActionRow(walk: Walk, path: Path, row: JsonObject): void {
  const children = walk.form.list([...path, 'components'], row['components'], 1, 5);
  const selects = children.filter((child) => isObject(child) && selectTypes.includes(Number(child['type'])));
  if (selects.length > 0 && children.length > 1) {
    walk.form.add(
      [...path, 'components'],
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'The specified component exceeds the maximum width',
    );
  }
  children.forEach((child, index) =>
    visit(walk, [...path, 'components', index], child, [componentType.button, ...selectTypes]),
  );
}

function visitButton(walk: Walk, path: Path, button: JsonObject): void {
  const { form } = walk;
  const style = button['style'];
  if (typeof style !== 'number' || ![1, 2, 3, 4, 5, 6].includes(style)) {
    form.choices([...path, 'style'], [1, 2, 3, 4, 5, 6]);
    return;
  }
  form.text([...path, 'label'], button['label'], 0, 80);
  form.boolean([...path, 'disabled'], button['disabled']);
  if (style === 6) return;
  if (!button['label'] && !button['emoji']) {
    form.add(path, 'BUTTON_COMPONENT_INVALID_EMOJI_OR_LABEL', 'A button must have a label or an emoji');
  }
  if (style === 5) {
    visitLink(form, [...path, 'url'], button['url']);
    if (button['custom_id'] !== undefined) {
      form.add(
        path,
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A link button cannot have a custom id',
      );
    }
    return;
  }
  if (button['url'] !== undefined) {
    form.add(path, 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', 'Only a link button can have a url');
  }
  noteCustomId(walk, path, button['custom_id']);
}

function visitLink(form: FormErrors, path: Path, url: unknown): void {
  if (!form.text(path, url, 1, 512)) return;
  if (!/^(https?|discord):\/\/\S+$/.test(url)) {
    form.add(path, 'URL_TYPE_INVALID_SCHEME', "Scheme must be one of ('http', 'https', 'discord').");
  }
}

function noteCustomId(walk: Walk, path: Path, customId: unknown): void {
  if (!walk.form.text([...path, 'custom_id'], customId, 1, 100)) return;
  if (walk.customIds.has(customId)) {
    walk.form.add(
      [...path, 'custom_id'],
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      'Component custom id cannot be duplicated',
    );
  }
  walk.customIds.add(customId);
}

function visitSelect(walk: Walk, path: Path, select: JsonObject): void {
  noteCustomId(walk, path, select['custom_id']);
  validateSelect(walk.form, path, select);
}

/** The fields that selects have in messages and in modals alike. */
export function validateSelect(form: FormErrors, path: Path, select: JsonObject): void {
  form.text([...path, 'placeholder'], select['placeholder'], 0, 150);
  form.integer([...path, 'min_values'], select['min_values'], 0, 25);
  form.integer([...path, 'max_values'], select['max_values'], 1, 25);
  if (select['type'] === componentType.stringSelect) {
    validateOptions(form, [...path, 'options'], select['options'], 1, 25);
  }
}

/** Options of string selects, radio groups and checkbox groups. */
export function validateOptions(
  form: FormErrors,
  path: Path,
  value: unknown,
  min: number,
  max: number,
): void {
  const values = new Set<unknown>();
  form.list(path, value, min, max).forEach((option, index) => {
    const at = [...path, index];
    if (!form.object(at, option)) return;
    form.text([...at, 'label'], option['label'], 1, 100);
    form.text([...at, 'value'], option['value'], 1, 100);
    form.text([...at, 'description'], option['description'], 0, 100);
    if (values.has(option['value'])) {
      form.add(
        [...at, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      );
    }
    values.add(option['value']);
  });
}

function visitSection(walk: Walk, path: Path, section: JsonObject): void {
  walk.form
    .list([...path, 'components'], section['components'], 1, 3)
    .forEach((child, index) =>
      visit(walk, [...path, 'components', index], child, [componentType.textDisplay]),
    );
  visit(walk, [...path, 'accessory'], section['accessory'], [componentType.button, componentType.thumbnail]);
}

function visitText(walk: Walk, path: Path, text: JsonObject): void {
  if (!walk.form.text([...path, 'content'], text['content'], 1, 4000)) return;
  walk.textLength += text['content'].length;
}

function visitThumbnail(walk: Walk, path: Path, thumbnail: JsonObject): void {
  visitMedia(walk, [...path, 'media'], thumbnail['media']);
  walk.form.text([...path, 'description'], thumbnail['description'], 0, 1024);
  walk.form.boolean([...path, 'spoiler'], thumbnail['spoiler']);
}

function visitGallery(walk: Walk, path: Path, gallery: JsonObject): void {
  walk.form.list([...path, 'items'], gallery['items'], 1, 10).forEach((item, index) => {
    const at = [...path, 'items', index];
    if (!walk.form.object(at, item)) return;
    visitMedia(walk, [...at, 'media'], item['media']);
    walk.form.text([...at, 'description'], item['description'], 0, 1024);
    walk.form.boolean([...at, 'spoiler'], item['spoiler']);
  });
}

function visitFile(walk: Walk, path: Path, file: JsonObject): void {
  const media = file['file'];
  visitMedia(walk, [...path, 'file'], media);
  if (isObject(media) && typeof media['url'] === 'string' && !media['url'].startsWith('attachment://')) {
    walk.form.add(
      [...path, 'file', 'url'],
      'URL_TYPE_INVALID_SCHEME',
      "Scheme must be one of ('attachment',).",
    );
  }
}

function visitMedia(walk: Walk, path: Path, media: unknown): void {
  const { form } = walk;
  if (!form.object(path, media)) return;
  const url = media['url'];
  if (!form.text([...path, 'url'], url, 1, 2048)) return;
  const name = attachmentName(url);
  if (name !== undefined) {
    if (!walk.attachmentNames.has(name)) {
      form.add(
        [...path, 'url'],
        'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
        `The referenced attachment '${name}' was not found`,
      );
    }
  } else if (!/^https?:\/\/\S+$/.test(url)) {
    form.add(
      [...path, 'url'],
      'URL_TYPE_INVALID_SCHEME',
      "Scheme must be one of ('http', 'https', 'attachment').",
    );
  }
}

function visitSeparator(walk: Walk, path: Path, separator: JsonObject): void {
  walk.form.boolean([...path, 'divider'], separator['divider']);
  walk.form.integer([...path, 'spacing'], separator['spacing'], 1, 2);
}

function visitContainer(walk: Walk, path: Path, container: JsonObject): void {
  if (container['accent_color'] !== null) {
    walk.form.integer([...path, 'accent_color'], container['accent_color'], 0, 0xffffff);
  }
  walk.form
    .list([...path, 'components'], container['components'], 1, 40)
    .forEach((child, index) => visit(walk, [...path, 'components', index], child, inContainer));
}

/** The file name behind `attachment://name`; undefined for any other address. */
export function attachmentName(url: unknown): string | undefined {
  return typeof url === 'string' && url.startsWith('attachment://') ? url.slice(13) : undefined;
}

/** Every component of a message or modal, parents before children. */
export function* walkComponents(list: readonly unknown[]): Generator<JsonObject> {
  for (const component of list) {
    if (!isObject(component)) continue;
    yield component;
    if (Array.isArray(component['components'])) yield* walkComponents(component['components']);
    if (component['accessory'] !== undefined) yield* walkComponents([component['accessory']]);
    if (component['component'] !== undefined) yield* walkComponents([component['component']]);
  }
}
