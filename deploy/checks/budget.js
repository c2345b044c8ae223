/** The annotation of the deployment that says how many connections the database has for the service. */
const LIMIT = "neon-tasks.dev/database-connections";

/**
 * The most connections a rollout can hold: every pod at the autoscaler's maximum and the one more while rolling, each its
 * pool and, while it starts, one for the schema; and every migration job.
 */
export function budget(manifests) {
  const of = (kind) => manifests.filter((manifest) => manifest.kind === kind);
  const [deployment] = of("Deployment");
  const [autoscaler] = of("HorizontalPodAutoscaler");
  const limit = Number(deployment.metadata.annotations?.[LIMIT]);
  if (!(limit > 0)) {
    throw new Error(`the deployment has no annotation ${LIMIT}`);
  }
  const pool = Number(variable(manifests, deployment.spec.template.spec, "DATABASE_POOL_MAX") ?? 20);
  const pods = (autoscaler?.spec.maxReplicas ?? deployment.spec.replicas ?? 1) +
    atMost(deployment.spec.strategy?.rollingUpdate?.maxSurge, autoscaler?.spec.maxReplicas);
  const jobs = of("Job").reduce((sum, job) => sum + (job.spec.parallelism ?? 1), 0);
  return { needed: pods * (pool + 1) + jobs, limit, pods, pool, jobs };
}

/** A variable of the first container, or of the config maps it takes all of. */
export function variable(manifests, pod, name) {
  const [container] = pod.containers;
  const own = container.env?.find((each) => each.name === name)?.value;
  const maps = (container.envFrom ?? []).map((from) => manifests
    .find((each) => each.kind === "ConfigMap" && each.metadata.name === from.configMapRef?.name));
  return own ?? maps.map((map) => map?.data?.[name]).find((value) => value !== undefined);
}

/** maxSurge is a number or a share; left out, it is a quarter. */
function atMost(surge = "25%", replicas = 1) {
  return typeof surge === "number" ? surge : Math.ceil((replicas * Number.parseInt(surge, 10)) / 100);
}
