import { ProviderError } from '../../core/errors.ts';
import type { OrderImage } from '../../core/ports/image-provider.ts';
import { readEnvelope } from '../shared/envelope.ts';
import type { GatewayClient } from '../shared/gateway-client.ts';
import { multipartBody } from '../shared/multipart-body.ts';
import { replyError } from '../shared/reply-error.ts';
import { asRecord, firstText } from '../shared/reply-fields.ts';
import { UploadCache } from './upload-cache.ts';

const provider = 'gccai';
const uploadTimeoutMs = 60_000;
const largestUpload = 20 * 1024 * 1024;
/** Links live 72 hours; a task that starts late must still find them. */
const reuseMs = 71 * 3_600_000;

export interface ReferenceUploadDependencies {
  readonly client: GatewayClient;
  readonly apiKey: string;
  readonly now: () => number;
}

/** Hands references over by the gateway's own upload, each content once per lifetime of its link. */
export class ReferenceUpload {
  readonly #deps: ReferenceUploadDependencies;
  readonly #cache: UploadCache;
  /** Base URLs without an upload. */
  readonly #missing = new Set<string>();

  constructor(deps: ReferenceUploadDependencies) {
    this.#deps = deps;
    this.#cache = new UploadCache(reuseMs, deps.now);
  }

  /**
   * A URL that the gateway can fetch: its own, else our public one. Takes no signal, because others may wait for the
   * same upload.
   * @throws ProviderError, phase `upload`: nothing was bought
   */
  async urlFor(image: OrderImage, baseUrl: string): Promise<string> {
    const { publicUrl } = image;
    if (this.#missing.has(baseUrl) || image.byteLength > largestUpload) return publicUrl ?? fail(image);
    try {
      const key = `${baseUrl} ${image.sha256}`;
      return await this.#cache.get(key, () => this.#upload(image, baseUrl));
    } catch (error) {
      if (publicUrl === undefined || !(error instanceof ProviderError)) throw error;
      if (error.code === 'provider-unauthorized') throw error;
      return publicUrl;
    }
  }

  async #upload(image: OrderImage, baseUrl: string): Promise<string> {
    const { client, apiKey, now } = this.#deps;
    const extension = image.mediaType.replace('image/', '').replace('jpeg', 'jpg');
    const reply = await client.call({
      phase: 'upload',
      method: 'POST',
      url: `${baseUrl}/v1/uploads/images`,
      headers: { authorization: `Bearer ${apiKey}` },
      body: multipartBody([
        {
          name: 'file',
          filename: `${image.sha256.slice(0, 16)}.${extension}`,
          mediaType: image.mediaType,
          byteLength: image.byteLength,
          open: () => image.open(),
        },
      ]),
      timeoutMs: uploadTimeoutMs,
    });
    if (reply.status === 404 || reply.status === 405) this.#missing.add(baseUrl);
    const fields = asRecord(reply.json);
    const url = firstText(fields?.['url'], asRecord(fields?.['data'])?.['url']);
    const refused = reply.status >= 400 || readEnvelope(reply.json)?.refused !== false;
    if (url !== undefined && !refused) return url;
    throw replyError({ provider, phase: 'upload', reply, now: now(), secrets: [apiKey] });
  }
}

function fail(image: OrderImage): never {
  throw new ProviderError(`gccai cannot take a reference of ${image.byteLength} bytes without a public URL`, {
    code: 'provider-unsupported',
    provider,
    phase: 'upload',
  });
}
