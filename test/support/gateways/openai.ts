import type { RecordedRequest } from './shared/http-listener.ts';
import { dataUri } from './openai-family/event-stream.ts';
import type { StreamedPicture } from './openai-family/event-stream.ts';
import { readEditFiles } from './openai-family/edit-files.ts';
import type { ImageInputs } from './openai-family/edit-files.ts';
import { ImageApiStandIn } from './openai-family/image-api.ts';
import type { ImageApiOptions, ImageRoute } from './openai-family/image-api.ts';
import { invalid } from './openai-family/image-parameters.ts';
import type { ImageCall, ImageRules, ParameterProblem } from './openai-family/image-parameters.ts';

export interface OpenAiStandInOptions extends ImageApiOptions {
  models?: readonly string[];
  /** How JSON answers carry a picture; default `b64`, OpenAI's own way. The others are those of compatible gateways. */
  pictureAs?: 'b64' | 'url' | 'b64-and-url' | 'data-uri' | 'url-data-uri';
  /** Whether `moderation` is known on `/images/edits`; documents disagree. Default true. */
  moderationOnEdits?: boolean;
  /** `refuses`: a compatible gateway that does not know `stream`. Default `supports`. */
  streaming?: 'supports' | 'refuses' | 'ignores';
}

const OLD_MODELS = ['gpt-image-1.5', 'gpt-image-1', 'gpt-image-1-mini'];
const MODELS = ['gpt-image-2', 'gpt-image-2-2026-04-21', ...OLD_MODELS];
const EDIT_FIELDS = [
  'model',
  'prompt',
  'n',
  'size',
  'quality',
  'background',
  'output_format',
  'output_compression',
  'user',
];
const STREAM_FIELDS = ['stream', 'partial_images'];

/** OpenAI's Images API: `/v1/images/generations` (JSON) and `/v1/images/edits` (multipart). */
export class OpenAiStandIn extends ImageApiStandIn {
  pictureAs: NonNullable<OpenAiStandInOptions['pictureAs']>;
  private readonly options: OpenAiStandInOptions;

  constructor(options: OpenAiStandInOptions = {}) {
    super('openai', options, '/images/');
    this.options = options;
    this.pictureAs = options.pictureAs ?? 'b64';
    if (options.streaming === 'ignores') this.answersWith = 'json';
  }

  override get baseUrl(): string {
    return `${this.origin}/v1`;
  }

  protected rules(route: ImageRoute): ImageRules {
    const moderation = route === 'generations' || (this.options.moderationOnEdits ?? true);
    return {
      models: this.options.models ?? MODELS,
      oldModels: OLD_MODELS,
      fields: [
        ...EDIT_FIELDS,
        ...(this.options.streaming === 'refuses' ? [] : STREAM_FIELDS),
        ...(moderation ? ['moderation'] : []),
        // Known to the API, and refused for these models with a sentence of its own.
        ...(route === 'edits' ? ['input_fidelity'] : []),
      ],
      ratioBelowThree: false,
      fewestPartials: 0,
    };
  }

  protected override refuse(
    route: ImageRoute,
    call: ImageCall,
    request: RecordedRequest,
  ): ParameterProblem | undefined {
    const hasFidelity = request.fields.some(([name]) => name === 'input_fidelity');
    if (route !== 'edits' || !hasFidelity || !call.model.startsWith('gpt-image-2')) return undefined;
    return invalid(`input_fidelity is not supported for ${call.model}.`, 'input_fidelity', 'invalid_value');
  }

  protected async readInputs(
    route: ImageRoute,
    request: RecordedRequest,
  ): Promise<ImageInputs | ParameterProblem> {
    if (route === 'generations') return { references: [] };
    return readEditFiles(request, ['image', 'image[]']);
  }

  protected pictureFields(_route: ImageRoute, { bytes, url }: StreamedPicture): Record<string, unknown> {
    switch (this.pictureAs) {
      case 'b64':
        return { b64_json: bytes.toString('base64') };
      case 'url':
        return { url };
      case 'b64-and-url':
        return { b64_json: '', url };
      case 'data-uri':
        return { b64_json: dataUri(bytes) };
      case 'url-data-uri':
        return { url: dataUri(bytes), b64_json: null };
    }
  }
}
