import { badRequest } from '../api-error.ts';
import type { Backend, Method } from '../backend.ts';
import { readMediaCaption } from '../media-input.ts';
import type { InlineButtonRecord, InlineResult, MediaContent, StoredFile } from '../model.ts';
import { isObject, optionalString, requiredString } from '../params.ts';
import type { JsonObject, Params } from '../params.ts';

const maxResults = 50;
const maxIdBytes = 64;

/** A query is answered once, while the person's client still waits for it. Only cached photos and documents are known here. */
export const answerInlineQuery: Method = (backend, params) => {
  const results = readResults(backend, params);
  const nextOffset = params.string('next_offset');
  if (Buffer.byteLength(nextOffset) > maxIdBytes) throw badRequest('NEXT_OFFSET_INVALID');
  const button = readButton(params);
  const query = backend.world.inlineQueries.get(params.string('inline_query_id'));
  const isOpen =
    query && !query.answer && backend.now() - query.createdAt <= backend.settings.inlineQueryLifetimeMs;
  if (!isOpen) throw badRequest('query is too old and response timeout expired or query ID is invalid');
  query.answer = {
    results,
    nextOffset,
    button,
    isPersonal: params.boolean('is_personal'),
    cacheSeconds: params.integer('cache_time', 300),
  };
  return true;
};

function readResults(backend: Backend, params: Params): readonly InlineResult[] {
  const values = params.json('results', 'inline query results');
  if (!Array.isArray(values)) throw badRequest("Can't parse inline query results: expected an Array");
  if (values.length > maxResults) throw badRequest('RESULTS_TOO_MUCH');
  const results = values.map((value: unknown) => readResult(backend, value));
  if (new Set(results.map(({ id }) => id)).size < results.length) throw badRequest('RESULT_ID_DUPLICATE');
  return results;
}

function readResult(backend: Backend, value: unknown): InlineResult {
  if (!isObject(value)) throw badRequest("Can't parse inline query result: expected an Object");
  const id = requiredString(value, 'id');
  if (id === '' || Buffer.byteLength(id) > maxIdBytes) throw badRequest('RESULT_ID_INVALID');
  const type = requiredString(value, 'type');
  if (type !== 'photo' && type !== 'document') {
    throw badRequest(
      `Can't parse inline query result: type "${type}" is unsupported for the inline query result`,
    );
  }
  const title = optionalString(value, 'title');
  if (type === 'document' && title === '') throw badRequest(`Can't find field "title"`);
  const file = backend.files.get(requiredString(value, `${type}_file_id`), wrongFile);
  const description = optionalString(value, 'description');
  return { id, title, description, content: contentOf(type, file, value) };
}

const wrongFile = 'wrong remote file identifier specified: Wrong string length';

function contentOf(type: 'photo' | 'document', file: StoredFile, value: JsonObject): MediaContent {
  const { text: caption, entities: captionEntities } = readMediaCaption(value);
  if (file.kind !== type) throw badRequest(`can't use file of type ${file.kind} as ${type}`);
  if (type === 'document') return { kind: 'document', file, caption, captionEntities };
  if (!file.photo) throw badRequest(wrongFile);
  return { kind: 'photo', photo: file.photo, hasSpoiler: false, caption, captionEntities };
}

function readButton(params: Params): InlineButtonRecord | undefined {
  const value = params.json('button', 'inline query results button');
  if (value === undefined) return undefined;
  if (!isObject(value)) throw badRequest("Can't parse inline query results button: expected an Object");
  const text = requiredString(value, 'text');
  if (text.trim() === '') throw badRequest('inline query results button text must be non-empty');
  const parameter = optionalString(value, 'start_parameter');
  if (!/^[\w-]{1,64}$/.test(parameter)) throw badRequest('START_PARAM_INVALID');
  return { text, startParameter: parameter };
}
