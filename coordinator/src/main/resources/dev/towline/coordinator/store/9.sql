-- How the deployment goes over its VMs, JSON; null: to all at once.
ALTER TABLE deployments ADD COLUMN rollout TEXT;
-- Null: its rollout is not halted. No name: it halted by itself.
ALTER TABLE deployments ADD COLUMN halted_at INTEGER;
ALTER TABLE deployments ADD COLUMN halted_by TEXT;
ALTER TABLE deployments ADD COLUMN halted_because TEXT NOT NULL DEFAULT '';
-- The order that takes back the VMs which were moved.
ALTER TABLE deployments ADD COLUMN rolled_back_by TEXT;
-- The wave after which there is no wait.
ALTER TABLE deployments ADD COLUMN hurried INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deployments ADD COLUMN all_at_once INTEGER NOT NULL DEFAULT 0;

-- Null: the VM may not take it yet.
ALTER TABLE deployment_vms ADD COLUMN released_at INTEGER;
ALTER TABLE deployment_vms ADD COLUMN wave INTEGER;
-- It was away when it would have been its turn.
ALTER TABLE deployment_vms ADD COLUMN skipped_at INTEGER;
-- By the coordinator's clock, unlike ended_at.
ALTER TABLE deployment_vms ADD COLUMN settled_at INTEGER;
-- A person said to go on though it had failed.
ALTER TABLE deployment_vms ADD COLUMN passed_over_at INTEGER;
UPDATE deployment_vms SET settled_at = ended_at, released_at =
  (SELECT requested_at FROM deployments WHERE id = deployment);
CREATE INDEX deployment_vms_by_agent ON deployment_vms (agent);
