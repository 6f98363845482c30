// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Nameplate authors
//
// official-client.mjs FOLDER PORT N PARALLEL: sends N UpdateModel requests
// through the official client installed in FOLDER, PARALLEL at once, and prints
// the requests a second and the microseconds of processor time a request.
import { createRequire } from 'node:module';

const [folder, port, n, parallel] = process.argv.slice(2);
const require = createRequire(`${folder}/package.json`);
const { default: Client, $OpenApiUtil, OpenApiUtil } = require('@alicloud/openapi-core');
const $dara = require('@darabonba/typescript');

const client = new Client(new $OpenApiUtil.Config({
  accessKeyId: 'LTAI5tBenchKeyId',
  accessKeySecret: 'BenchKeySecretBenchKeySecret',
  endpoint: `127.0.0.1:${port}`,
  protocol: 'http',
}));
const params = new $OpenApiUtil.Params({
  action: 'UpdateModel',
  version: '2021-02-04',
  protocol: 'HTTP',
  pathname: '/api/v1/models/model-rbvg5wz2abc1ks92',
  method: 'PUT',
  authType: 'AK',
  style: 'ROA',
  reqBodyType: 'json',
  bodyType: 'json',
});
const body = {
  ModelName: '铭牌-7B-Chat',
  ModelDescription: 'A model to measure with',
  Accessibility: 'PRIVATE',
  Domain: 'nlp',
  Task: 'text-generation',
  ParameterSize: 7000,
  OrderNumber: 1,
};

let left = 0;

async function work() {
  while (left > 0) {
    left--;
    const request = new $OpenApiUtil.OpenApiRequest({ headers: {}, body: OpenApiUtil.parseToMap(body) });
    const answer = await client.callApi(params, request, new $dara.RuntimeOptions({}));
    if (!answer.body.RequestId) throw new Error('no RequestId');
  }
}

async function round(count) {
  left = count;
  await Promise.all(Array.from({ length: Number(parallel) }, work));
}

await round(200);
const begin = process.hrtime.bigint();
const cpu = process.cpuUsage();
await round(Number(n));
const used = process.cpuUsage(cpu);
const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
process.stdout.write(`${n / seconds} ${(used.user + used.system) / n}`);
process.exit(0);
