import AccordService

print(ServiceAddress().host)
