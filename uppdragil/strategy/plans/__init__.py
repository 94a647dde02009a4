"""Board plans (nämndplaner): what a board has decided to do, point by point, and which sub-goals each point serves.

`content` (what a plan says), `services` (the only writers), `policies` (who records), `selectors` (reads).
"""
