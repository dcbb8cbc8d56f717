import type { Method } from '../backend.ts';
import { badRequest } from '../api-error.ts';

/** The path is valid for an hour and needs the token; more than 20 MB cannot be fetched at all. */
export const getFile: Method = (backend, params) => {
  const fileId = params.string('file_id');
  if (fileId === '') throw badRequest('file_id not specified');
  const file = backend.files.get(fileId, 'invalid file_id');
  const path = backend.files.openPath(file);
  return { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.length, file_path: path };
};
