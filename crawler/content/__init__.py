"""Content proposals (内容提示): places of a page that a person should look at, and why."""
