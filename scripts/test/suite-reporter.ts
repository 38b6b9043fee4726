import type { Reporter, SerializedError, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node';
import type { SuiteMessage } from './suite-message.ts';
import { reportOf, titleOf } from './suite-report.ts';

/** Tells the process that started Vitest what happens, as it happens. */
export default class SuiteReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunStart(specifications: readonly unknown[]): Promise<void> {
    await send({ kind: 'started', files: specifications.length });
  }

  async onTestModuleQueued({ relativeModuleId }: TestModule): Promise<void> {
    await send({ kind: 'file-started', path: relativeModuleId });
  }

  async onTestModuleEnd(module: TestModule): Promise<void> {
    await this.#tell(module, module.errors());
    await send({ kind: 'file-ended', path: module.relativeModuleId });
  }

  async onTestSuiteResult(suite: TestSuite): Promise<void> {
    await this.#tell(suite, suite.errors());
  }

  async onTestCaseResult(test: TestCase): Promise<void> {
    const result = test.result();
    if (result.state === 'passed') await send({ kind: 'passed' });
    if (result.state === 'failed') await this.#tell(test, result.errors);
  }

  async onTestRunEnd(modules: readonly TestModule[], strayErrors: readonly SerializedError[]): Promise<void> {
    for (const error of strayErrors)
      await send({ kind: 'failed', title: 'outside of all tests', why: this.#inWords(error) });
    await send({ kind: 'ended', report: reportOf(modules, strayErrors) });
  }

  async #tell(entity: TestCase | TestSuite | TestModule, errors: readonly SerializedError[]): Promise<void> {
    if (errors.length === 0) return;
    const why = errors.map((error) => this.#inWords(error, entity)).join('\n\n');
    await send({ kind: 'failed', title: titleOf(entity), why });
  }

  #inWords(error: SerializedError, entity?: TestCase | TestSuite | TestModule): string {
    const words = this.#vitest?.logger.formatError(error, { project: entity?.project, showCodeFrame: true });
    return (words?.output ?? error.message).trimEnd();
  }
}

/** Resolves once the message has been sent, so that none is lost when the process ends. */
function send(message: SuiteMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    if (process.send) process.send(message, (error: Error | null) => (error ? reject(error) : resolve()));
    else resolve();
  });
}
