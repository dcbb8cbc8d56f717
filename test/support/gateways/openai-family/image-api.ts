import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayStandIn } from '../shared/gateway-stand-in.ts';
import type { GatewayCall, GatewayRoute, GatewayStandInOptions } from '../shared/gateway-stand-in.ts';
import type { RecordedRequest } from '../shared/http-listener.ts';
import type { DocumentedError, StandInReply } from '../shared/misbehaviour.ts';
import { makePicture } from '../shared/pictures.ts';
import type { ReceivedReference } from '../shared/references.ts';
import { bearerToken } from '../shared/strict-body.ts';
import type { StandInTask } from '../shared/tasks.ts';
import { DOCUMENTED_STREAM, writeEvents } from './event-stream.ts';
import type { StreamedPicture, StreamStyle } from './event-stream.ts';
import { DOCUMENTED_ERRORS, envelope, envelopeError } from './api-errors.ts';
import type { ImageInputs } from './edit-files.ts';
import { checkImageCall, invalid } from './image-parameters.ts';
import type { ImageCall, ImageRules, ParameterProblem } from './image-parameters.ts';
import { officialPrice, TOKEN_PRICES, TOKENS_PER_PARTIAL } from './prices.ts';

export type ImageRoute = 'generations' | 'edits';

export interface ImageApiOptions extends GatewayStandInOptions {
  stream?: Partial<StreamStyle>;
  /** `flat`: the price table. `tokens`: the tokens that `usage` reports. Default `flat`. */
  billing?: 'flat' | 'tokens';
  /** Whether answers carry `usage`; default true. */
  reportsUsage?: boolean;
  /** What the answer calls the rewritten prompt; default an empty string. */
  revisedPrompt?: string;
}

/**
 * A gateway with OpenAI's two image routes: answers when the picture is done, as JSON or as an event stream. Settable
 * while it runs: `style` and `answersWith`.
 */
export abstract class ImageApiStandIn extends GatewayStandIn {
  /** How event streams are written from now on. */
  style: StreamStyle;
  /** `as-asked`: by `stream`. `sse` and `json`: whatever was asked. */
  answersWith: 'as-asked' | 'sse' | 'json' = 'as-asked';
  protected readonly imageOptions: ImageApiOptions;

  constructor(name: string, options: ImageApiOptions, cdnPrefix: string) {
    super(name, options, cdnPrefix);
    this.imageOptions = options;
    this.style = { ...DOCUMENTED_STREAM, ...options.stream };
  }

  protected abstract rules(route: ImageRoute): ImageRules;

  /** The picture's fields in `data[]` of a JSON answer. */
  protected abstract pictureFields(route: ImageRoute, picture: StreamedPicture): Record<string, unknown>;

  /** References and mask of a call, or why it is refused. */
  protected abstract readInputs(
    route: ImageRoute,
    request: RecordedRequest,
  ): Promise<ImageInputs | ParameterProblem>;

  /** A refusal that the common checks do not know; runs after them. */
  protected refuse(
    _route: ImageRoute,
    _call: ImageCall,
    _request: RecordedRequest,
  ): ParameterProblem | undefined {
    return undefined;
  }

  protected routes(): readonly GatewayRoute[] {
    return [
      {
        on: 'submit',
        method: 'POST',
        path: /^\/v1\/images\/(?<route>generations|edits)$/,
        handle: (call) => this.make(call),
      },
      { on: 'other', method: 'GET', path: /^\/v1\/models$/, handle: (call) => this.listModels(call) },
    ];
  }

  protected override noRoute(request: RecordedRequest): StandInReply {
    const message = `Invalid URL (${request.method} ${request.path})`;
    return envelope({ status: 404, message, type: 'invalid_request_error', param: null, code: null });
  }

  protected documentedError(error: DocumentedError): StandInReply {
    return envelope(DOCUMENTED_ERRORS[error]);
  }

  private listModels(call: GatewayCall): StandInReply {
    if (!this.authorized(call.request)) return this.documentedError('badKey');
    const data = this.rules('generations').models.map((id) => ({ id, object: 'model' }));
    return { status: 200, body: { object: 'list', data } };
  }

  private authorized(request: RecordedRequest): boolean {
    return bearerToken(request.headers) === this.apiKey;
  }

  private async make(gatewayCall: GatewayCall): Promise<StandInReply> {
    const { request, how } = gatewayCall;
    const route: ImageRoute = gatewayCall.groups['route'] === 'edits' ? 'edits' : 'generations';
    if (!this.authorized(request)) return this.documentedError('badKey');
    const mediaType = route === 'edits' ? 'multipart/form-data' : 'application/json';
    if (!(request.headers['content-type'] ?? '').startsWith(mediaType))
      return this.refused(invalid(`Expected ${mediaType}.`, undefined, 'unsupported_content_type'));
    const checked = checkImageCall(request, this.rules(route));
    if ('problem' in checked) return this.refused(checked.problem);
    const inputs = await this.readInputs(route, request);
    if ('message' in inputs) return this.refused(inputs);
    const problem = this.refuse(route, checked.call, request);
    if (problem) return this.refused(problem);

    const { call } = checked;
    const size = call.size ?? automaticSize(inputs.references[0]);
    const usage = usageOf(call, size, inputs);
    const pictures = Array.from({ length: call.count }, () => ({ ...size, format: call.format }));
    const task = this.addTask(
      {
        prompt: call.prompt,
        submitted: request.body,
        pictures,
        microUsd: this.billFor(call, size, usage),
        references: inputs.references,
        ...(inputs.mask ? { mask: inputs.mask } : {}),
      },
      how,
    );
    const work = { route, call, task, usage, connected: gatewayCall.connected };
    const streamed = this.answersWith === 'as-asked' ? call.stream : this.answersWith === 'sse';
    if (!streamed) return this.answerWithJson(work);
    if (this.style.ending.startsWith('error'))
      task.fate = { kind: 'fail', reason: 'fault', message: 'The server had an error' };
    return this.answerWithEvents(work);
  }

  private refused(problem: ParameterProblem): StandInReply {
    this.violate(`${problem.code ?? problem.type}: ${problem.message}`);
    return envelope(problem);
  }

  private billFor(call: ImageCall, size: { width: number; height: number }, usage: Usage): number {
    if (this.imageOptions.billing === 'tokens') {
      const { text_tokens: textIn, image_tokens: imageIn } = usage.input_tokens_details;
      const { textIn: text, imageIn: image, imageOut } = TOKEN_PRICES;
      return textIn * text + imageIn * image + usage.output_tokens * imageOut;
    }
    return this.price({ images: call.count, each: officialPrice(call.quality, size) });
  }

  private async answerWithJson(work: Work): Promise<StandInReply> {
    const failure = await this.failureOf(work);
    if (failure) return envelope(failure);
    const pictures = await this.finishedPictures(work.task);
    const data = pictures.map((picture) => ({
      ...this.pictureFields(work.route, picture),
      revised_prompt: this.imageOptions.revisedPrompt ?? '',
    }));
    const created = Math.floor(this.now() / 1000);
    return { status: 200, body: { data, created, ...this.usageFields(work.usage) } };
  }

  private answerWithEvents(work: Work): StandInReply {
    const { call, task, route } = work;
    const body = writeEvents(
      {
        route,
        partials: this.partialPictures(work),
        outcome: async () => {
          const failure = await this.failureOf(work);
          if (failure) return { error: envelopeError(failure) };
          const pictures = await this.finishedPictures(task);
          const extra = {
            revised_prompt: this.imageOptions.revisedPrompt ?? '',
            ...this.usageFields(work.usage),
          };
          return { finals: pictures.map((picture) => ({ ...picture, extra })) };
        },
        common: {
          created_at: Math.floor(this.now() / 1000),
          output_format: call.format,
          quality: call.quality,
        },
      },
      this.style,
    );
    return { status: 200, headers: { 'content-type': 'text/event-stream' }, body };
  }

  private usageFields(usage: Usage): { usage?: Usage } {
    return this.imageOptions.reportsUsage === false ? {} : { usage };
  }

  /** Small pictures spread over the time that the work takes. */
  private async *partialPictures(work: Work): AsyncGenerator<Buffer> {
    const { call, task } = work;
    const pause = Math.min(1_000, (task.endsAt - task.submittedAt) / (call.partials + 1));
    for (let index = 0; index < call.partials; index += 1) {
      await sleep(pause, undefined, { ref: false });
      yield await makePicture({ width: 256, height: 256, tag: `${task.id}_partial_${index}` });
    }
  }

  private async finishedPictures(task: StandInTask): Promise<StreamedPicture[]> {
    if (task.fate.kind === 'succeed-without-url') return [];
    const links = this.links(task);
    return Promise.all(
      task.pictures.map(async (picture, index) => ({
        bytes: await makePicture({
          ...picture,
          tag: `${task.id}_${index}`,
          padToBytes: this.imageOptions.pictureBytes ?? 0,
        }),
        url: links[index]?.url ?? '',
        extra: {},
      })),
    );
  }

  /** Waits for the end; undefined when it went well. */
  private async failureOf(work: Work): Promise<ParameterProblem | undefined> {
    const state = await this.untilEnded(work.task, work.connected);
    if (state === 'succeeded') return undefined;
    const { fate } = work.task;
    if (fate.kind === 'fail' && fate.reason === 'moderation') return DOCUMENTED_ERRORS.moderation;
    const message = fate.kind === 'fail' ? fate.message : 'The work was stopped';
    return { ...DOCUMENTED_ERRORS.serverError, message };
  }
}

interface Work {
  route: ImageRoute;
  call: ImageCall;
  task: StandInTask;
  usage: Usage;
  connected: () => boolean;
}

interface Usage {
  input_tokens: number;
  output_tokens: number;
  total_tokens: number;
  input_tokens_details: { text_tokens: number; image_tokens: number };
}

/** Tokens that fit the price table: the output is what the picture costs at the price of image tokens. */
function usageOf(call: ImageCall, size: { width: number; height: number }, inputs: ImageInputs): Usage {
  const text = Math.ceil(call.prompt.length / 4);
  const images = (inputs.references.length + (inputs.mask ? 1 : 0)) * 1_000;
  const each = Math.round(officialPrice(call.quality, size) / TOKEN_PRICES.imageOut);
  const partials = call.stream ? call.partials * TOKENS_PER_PARTIAL : 0;
  const output = each * call.count + partials;
  return {
    input_tokens: text + images,
    output_tokens: output,
    total_tokens: text + images + output,
    input_tokens_details: { text_tokens: text, image_tokens: images },
  };
}

/** What `auto` comes to: the direction of the first reference, else a square. */
function automaticSize(first: ReceivedReference | undefined): { width: number; height: number } {
  if (!first || first.width === first.height) return { width: 1024, height: 1024 };
  return first.width > first.height ? { width: 1536, height: 1024 } : { width: 1024, height: 1536 };
}
