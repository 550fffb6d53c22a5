import { workerData } from 'node:worker_threads';
import { fetchAll } from './download.mjs';

await fetchAll([workerData]);
