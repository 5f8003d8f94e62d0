/**
 * Gives every task to the first worker that is free; the results come in the order of the tasks. What a worker
 * throws ends it all.
 */
export async function shareOut<Worker, Task, Result>(
  workers: readonly Worker[],
  tasks: readonly Task[],
  work: (task: Task, worker: Worker) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let next = 0;
  const take = async (worker: Worker): Promise<void> => {
    for (let at = next++; at < tasks.length; at = next++) {
      results[at] = await work(tasks[at] as Task, worker);
    }
  };
  await Promise.all(workers.map(take));
  return results;
}
