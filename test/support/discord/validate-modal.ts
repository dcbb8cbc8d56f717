import { FormErrors, type Path } from './form-errors.ts';
import type { JsonObject } from './model.ts';
import { componentType, selectTypes, validateOptions, validateSelect } from './validate-components.ts';

/** Checks a modal (callback type 9) under `data`: title, 1–5 top-level components, labels and what they hold. */
export function validateModal(data: unknown): JsonObject {
  const form = new FormErrors();
  if (!form.object(['data'], data)) {
    form.throwIfAny();
    return {};
  }
  form.text(['data', 'title'], data['title'], 1, 45);
  form.text(['data', 'custom_id'], data['custom_id'], 1, 100);
  const customIds = new Set<string>();
  form.list(['data', 'components'], data['components'], 1, 5).forEach((component, index) => {
    visitTopLevel(form, customIds, ['data', 'components', index], component);
  });
  form.throwIfAny();
  return data;
}

function visitTopLevel(form: FormErrors, customIds: Set<string>, path: Path, component: unknown): void {
  if (!form.object(path, component)) return;
  switch (component['type']) {
    case componentType.textDisplay:
      form.text([...path, 'content'], component['content'], 1, 4000);
      return;
    case componentType.label:
      form.text([...path, 'label'], component['label'], 1, 45);
      form.text([...path, 'description'], component['description'], 0, 100);
      visitField(form, customIds, [...path, 'component'], component['component'], inLabel);
      return;
    case componentType.actionRow:
      form.list([...path, 'components'], component['components'], 1, 1).forEach((child, index) => {
        const at = [...path, 'components', index];
        visitField(form, customIds, at, child, [componentType.textInput]);
        if (form.object(at, child)) form.text([...at, 'label'], child['label'], 1, 45);
      });
      return;
    default:
      form.choices(
        [...path, 'type'],
        [componentType.actionRow, componentType.textDisplay, componentType.label],
      );
  }
}

const inLabel: readonly number[] = [
  componentType.textInput,
  ...selectTypes,
  componentType.fileUpload,
  componentType.radioGroup,
  componentType.checkboxGroup,
  componentType.checkbox,
];

function visitField(
  form: FormErrors,
  customIds: Set<string>,
  path: Path,
  field: unknown,
  allowed: readonly number[],
): void {
  if (!form.object(path, field)) return;
  const type = Number(field['type']);
  if (!allowed.includes(type)) {
    form.choices([...path, 'type'], allowed);
    return;
  }
  if (form.text([...path, 'custom_id'], field['custom_id'], 1, 100)) {
    if (customIds.has(field['custom_id'])) {
      form.add(
        [...path, 'custom_id'],
        'COMPONENT_CUSTOM_ID_DUPLICATED',
        'Component custom id cannot be duplicated',
      );
    }
    customIds.add(field['custom_id']);
  }
  form.boolean([...path, 'required'], field['required']);
  validateField(form, path, field, type);
}

function validateField(form: FormErrors, path: Path, field: JsonObject, type: number): void {
  switch (type) {
    case componentType.textInput:
      form.integer([...path, 'style'], field['style'] ?? 0, 1, 2);
      form.integer([...path, 'min_length'], field['min_length'], 0, 4000);
      form.integer([...path, 'max_length'], field['max_length'], 1, 4000);
      form.text([...path, 'value'], field['value'], 0, Number(field['max_length'] ?? 4000));
      form.text([...path, 'placeholder'], field['placeholder'], 0, 100);
      return;
    case componentType.fileUpload:
      form.integer([...path, 'min_values'], field['min_values'], 0, 10);
      form.integer([...path, 'max_values'], field['max_values'], 1, 10);
      form.list([...path, 'file_types'], field['file_types'], 0, 10);
      requiredNeedsMinimum(form, path, field);
      return;
    case componentType.radioGroup:
      validateOptions(form, [...path, 'options'], field['options'], 2, 10);
      return;
    case componentType.checkboxGroup:
      validateOptions(form, [...path, 'options'], field['options'], 1, 10);
      requiredNeedsMinimum(form, path, field);
      return;
    case componentType.checkbox:
      form.boolean([...path, 'default'], field['default']);
      return;
    default:
      validateSelect(form, path, field);
      requiredNeedsMinimum(form, path, field);
      if (field['disabled'] === true) {
        form.add(
          [...path, 'disabled'],
          'COMPONENT_DISABLED_IN_MODAL',
          'A select in a modal cannot be disabled',
        );
      }
  }
}

/** `min_values` is omitted or at least 1 unless `required` is false. */
function requiredNeedsMinimum(form: FormErrors, path: Path, field: JsonObject): void {
  if (field['min_values'] === 0 && field['required'] !== false) {
    form.add(
      [...path, 'min_values'],
      'COMPONENT_REQUIRED_MIN_VALUES',
      'A required component needs at least one value',
    );
  }
}
