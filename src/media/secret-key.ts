import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoreMissing } from './staging-area.ts';

const FILE_NAME = 'secret-key';

/**
 * The key for signed links and encrypted fields: read from `DATA_DIR`, made once (32 random bytes, base64url, file
 * mode 0600) where there is none. Several processes may start at once; all get the same key.
 */
export async function loadSecretKey(dataDir: string): Promise<string> {
  const path = join(dataDir, FILE_NAME);
  const existing = await readKey(path);
  if (existing) return existing;

  await mkdir(dataDir, { recursive: true });
  const draft = join(dataDir, `.${FILE_NAME}.${randomUUID()}`);
  await writeDurably(draft, randomBytes(32).toString('base64url'));
  try {
    // Unlike a rename, a link fails when the name is taken: the first process wins and the others read its key.
    await link(draft, path).catch(ignoreExisting);
  } finally {
    await rm(draft, { force: true });
  }
  const key = await readKey(path);
  if (!key) throw new Error(`${path} vanished while it was being made`);
  return key;
}

async function readKey(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(ignoreMissing);
  if (text === undefined) return undefined;
  const key = text.trim();
  if (key.length < 32)
    throw new Error(`${path} holds no usable key; restore it, or delete it to have a new one made`);
  return key;
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(`${text}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

function ignoreExisting(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
  throw error;
}
