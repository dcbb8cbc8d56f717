import type { StandInReply } from './shared/misbehaviour.ts';
import type { RecordedRequest } from './shared/http-listener.ts';
import { decodeReference, fetchReference } from './shared/references.ts';
import type { ReceivedReference } from './shared/references.ts';
import { asObject, isHttpUrl, isStringArray } from './shared/strict-body.ts';
import type { StreamedPicture } from './openai-family/event-stream.ts';
import { FrontHost } from './openai-family/front-host.ts';
import { envelope } from './openai-family/api-errors.ts';
import { readEditFiles, tooManyReferences } from './openai-family/edit-files.ts';
import type { ImageInputs } from './openai-family/edit-files.ts';
import { ImageApiStandIn } from './openai-family/image-api.ts';
import type { ImageApiOptions, ImageRoute } from './openai-family/image-api.ts';
import { invalid } from './openai-family/image-parameters.ts';
import type { ImageRules, ParameterProblem } from './openai-family/image-parameters.ts';

export interface XinliuStandInOptions extends ImageApiOptions {
  /** Models of the account; the others of the three answer 404. Default: all three. */
  enabledModels?: readonly string[];
  /** Which name `/edits` wants for its pictures; the documents do not say. Default `both`. */
  editsImageField?: 'both' | 'image' | 'image[]';
  /** Whether `/edits` fills `url` too; default false. */
  editsWithUrl?: boolean;
}

const MODELS = ['gpt-image-2', 'gpt-image-2-pro', 'gpt-image-2-2026-04-21'];
const FIELDS = [
  'model',
  'prompt',
  'n',
  'size',
  'quality',
  'background',
  'output_format',
  'output_compression',
  'moderation',
  'stream',
  'partial_images',
  'user',
];

/**
 * Xinliu: one account behind two hosts. `primary` is the content network (it can fail on its own, see `FrontHost`),
 * `origin` the direct address. `requests` holds what reached the gateway; what came through the primary carries `via`.
 */
export class XinliuStandIn extends ImageApiStandIn {
  readonly primary: FrontHost;
  private readonly options: XinliuStandInOptions;

  constructor(options: XinliuStandInOptions = {}) {
    super('xinliu', options, '/img/');
    this.options = options;
    this.primary = new FrontHost(() => this.origin);
  }

  override async start(): Promise<this> {
    await super.start();
    await this.primary.start();
    return this;
  }

  override async stop(): Promise<void> {
    await Promise.all([super.stop(), this.primary.stop()]);
  }

  /** Both addresses, the primary first, as `XINLIU_BASE_URL` takes them. */
  get baseUrls(): readonly [string, string] {
    return [this.primary.url, this.origin];
  }

  /** The next submits find no channel for their model: nothing is started. */
  runOutOfChannels(times = 1): void {
    const error = {
      message: 'No available channel for model gpt-image-2 under group default (request id: 20261121)',
      type: 'new_api_error',
      param: '',
      code: 'model_not_found',
    };
    this.misbehave({ on: 'submit', times, how: { kind: 'respond', status: 503, body: { error } } });
  }

  /** The next submits are refused for lack of balance: 402, or the 403 of the software it seems to run. */
  runOutOfBalance(form: '402' | '403' = '402', times = 1): void {
    if (form === '402') return this.misbehave({ on: 'submit', times, how: { kind: 'noBalance' } });
    const error = {
      message: '用户额度不足, 剩余额度: $0.001 (request id: 20261121)',
      type: 'new_api_error',
      param: '',
      code: 'insufficient_user_quota',
    };
    this.misbehave({ on: 'submit', times, how: { kind: 'respond', status: 403, body: { error } } });
  }

  protected rules(route: ImageRoute): ImageRules {
    return {
      models: MODELS,
      oldModels: [],
      fields: route === 'generations' ? [...FIELDS, 'image'] : FIELDS,
      ratioBelowThree: true,
      fewestPartials: 1,
    };
  }

  protected override refuse(_route: ImageRoute, { model }: { model: string }): ParameterProblem | undefined {
    if ((this.options.enabledModels ?? MODELS).includes(model)) return undefined;
    return {
      status: 404,
      message: `The model '${model}' does not exist or is not enabled.`,
      type: 'invalid_request_error',
      param: 'model',
      code: 'model_not_found',
    };
  }

  protected async readInputs(
    route: ImageRoute,
    request: RecordedRequest,
  ): Promise<ImageInputs | ParameterProblem> {
    if (route === 'edits') {
      const field = this.options.editsImageField ?? 'both';
      return readEditFiles(request, field === 'both' ? ['image', 'image[]'] : [field]);
    }
    const image = asObject(request.body)?.['image'];
    if (image === undefined) return { references: [] };
    if (!isStringArray(image)) return invalid("Invalid type for 'image'.", 'image', 'invalid_type');
    if (image.length === 0) return invalid("'image' must not be empty.", 'image', 'invalid_value');
    return tooManyReferences(image.length) ?? readInlineReferences(image);
  }

  protected pictureFields(route: ImageRoute, { bytes, url }: StreamedPicture): Record<string, unknown> {
    if (route === 'generations') return { url, b64_json: '' };
    return { b64_json: bytes.toString('base64'), ...(this.options.editsWithUrl ? { url } : {}) };
  }

  protected override documentedError(error: Parameters<ImageApiStandIn['documentedError']>[0]): StandInReply {
    if (error !== 'noBalance') return super.documentedError(error);
    return envelope({
      status: 402,
      message: '余额不足，请充值',
      type: 'insufficient_quota',
      param: null,
      code: null,
    });
  }
}

/** Each element is a public address, a data URI or bare base64; they may be mixed. */
async function readInlineReferences(image: readonly string[]): Promise<ImageInputs | ParameterProblem> {
  try {
    const references: ReceivedReference[] = await Promise.all(
      image.map((element) => {
        if (isHttpUrl(element)) return fetchReference(element);
        if (!/^(data:image\/(png|jpeg|webp);base64,)?[A-Za-z0-9+/]+={0,2}$/.test(element))
          throw new Error('neither an address nor base64');
        return decodeReference(element);
      }),
    );
    return { references };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return invalid(`Invalid image: ${reason}.`, 'image', 'invalid_value');
  }
}
